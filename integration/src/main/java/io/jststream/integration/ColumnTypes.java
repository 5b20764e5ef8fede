package io.jststream.integration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types that a catalog file may name. */
final class ColumnTypes {
    static final String EXPECTED = "bigint, varchar(1..16383) or datetime(0..6)";

    private static final Pattern FORM = Pattern.compile("([a-z]+)(?:\\((\\d{1,5})\\))?");
    private static final int MOST_CHARACTERS = 16_383;
    private static final int MOST_DIGITS = 6;

    private ColumnTypes() {}

    static Optional<ColumnType> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean plain = matcher.group(2) == null;
        int number = plain ? 0 : Integer.parseInt(matcher.group(2));
        return switch (matcher.group(1)) {
            case "bigint" -> plain ? Optional.of(new ColumnType.Bigint()) : Optional.empty();
            case "varchar" ->
                number >= 1 && number <= MOST_CHARACTERS
                        ? Optional.of(new ColumnType.Varchar(number))
                        : Optional.empty();
            case "datetime" -> number <= MOST_DIGITS ? Optional.of(new ColumnType.Datetime(number)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What somebody who wrote this may have meant: each known type with the digits that were written. */
    static List<String> candidates(String text) {
        int open = text.indexOf('(');
        String digits = open < 0 ? "" : text.substring(open);
        return List.of("bigint", "varchar" + digits, "datetime" + digits);
    }
}
