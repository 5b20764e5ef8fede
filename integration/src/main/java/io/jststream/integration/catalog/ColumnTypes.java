package io.jststream.integration.catalog;

import io.jststream.integration.ColumnType;
import io.jststream.integration.ColumnType.Bigint;
import io.jststream.integration.ColumnType.Bool;
import io.jststream.integration.ColumnType.Date;
import io.jststream.integration.ColumnType.Datetime;
import io.jststream.integration.ColumnType.Decimal;
import io.jststream.integration.ColumnType.Floating;
import io.jststream.integration.ColumnType.Int;
import io.jststream.integration.ColumnType.Json;
import io.jststream.integration.ColumnType.Smallint;
import io.jststream.integration.ColumnType.Text;
import io.jststream.integration.ColumnType.Tinyint;
import io.jststream.integration.ColumnType.Varchar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types that a catalog file may name. */
final class ColumnTypes {
    static final String EXPECTED =
            "bigint, int, smallint, tinyint, boolean, decimal(1..65,0..30), double, varchar(1..16383), text, date,"
                    + " datetime(0..6) or json";

    private static final Pattern FORM = Pattern.compile("([a-z]+)(?:\\((\\d{1,5})(?:, ?(\\d{1,2}))?\\))?");
    private static final int MOST_CHARACTERS = 16_383;
    private static final int MOST_DIGITS_OF_A_SECOND = 6;
    private static final int MOST_DIGITS = 65;
    private static final int MOST_DIGITS_BEHIND_THE_POINT = 30;
    private static final int NONE = -1;

    private static final Map<String, ColumnType> WITHOUT_NUMBERS = Map.of(
            "bigint", new Bigint(),
            "int", new Int(),
            "smallint", new Smallint(),
            "tinyint", new Tinyint(),
            "boolean", new Bool(),
            "double", new Floating(),
            "text", new Text(),
            "date", new Date(),
            "datetime", new Datetime(0),
            "json", new Json());

    /** What other databases and languages call these types. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "string", "varchar(255)",
            "integer", "int",
            "tinyint(1)", "boolean",
            "bool", "boolean",
            "numeric", "decimal",
            "float", "double",
            "timestamp", "datetime",
            "longtext", "text",
            "object", "json",
            "array", "json");

    private ColumnTypes() {}

    static Optional<ColumnType> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = number(matcher.group(2));
        int second = number(matcher.group(3));
        if (first == NONE) {
            return Optional.ofNullable(WITHOUT_NUMBERS.get(matcher.group(1)));
        }
        return switch (matcher.group(1)) {
            case "varchar" -> only(first >= 1 && first <= MOST_CHARACTERS && second == NONE, new Varchar(first));
            case "datetime" -> only(first <= MOST_DIGITS_OF_A_SECOND && second == NONE, new Datetime(first));
            case "decimal" -> decimal(first, Math.max(second, 0));
            default -> Optional.empty();
        };
    }

    /** What somebody who wrote this may have meant: each known type with the digits that were written. */
    static List<String> candidates(String text) {
        int open = text.indexOf('(');
        String digits = open < 0 ? "" : text.substring(open);
        List<String> candidates = new ArrayList<>(WITHOUT_NUMBERS.keySet());
        candidates.addAll(List.of("varchar" + digits, "datetime" + digits, "decimal" + digits));
        candidates.remove(text); // its name is right, its numbers are not
        candidates.sort(null);
        return candidates;
    }

    /** What is to be known about this mistake beyond the list of types; empty where it is none of the usual ones. */
    static String advice(String text) {
        if (text.startsWith("decimal(") && !text.endsWith(")")) {
            return "; between braces a comma ends the value, so write \"decimal(10,2)\" with its quotes";
        }
        if (text.startsWith("varchar")) {
            return "; a varchar needs its length, such as varchar(255), and what is longer than 16383 is a text";
        }
        int open = text.indexOf('(');
        if (open > 0
                && WITHOUT_NUMBERS.get(text.substring(0, open)) instanceof ColumnType.Whole
                && !text.equals("tinyint(1)")) {
            return "; a whole number has no width here, so write " + text.substring(0, open);
        }
        String name = ELSEWHERE.get(ELSEWHERE.containsKey(text) || open < 0 ? text : text.substring(0, open));
        return name == null ? "" : "; what others call " + text + " is " + name + " here";
    }

    private static Optional<ColumnType> decimal(int precision, int scale) {
        return only(
                precision >= 1
                        && precision <= MOST_DIGITS
                        && scale <= MOST_DIGITS_BEHIND_THE_POINT
                        && scale <= precision,
                new Decimal(precision, scale));
    }

    private static Optional<ColumnType> only(boolean allowed, ColumnType type) {
        return allowed ? Optional.of(type) : Optional.empty();
    }

    private static int number(@Nullable String digits) {
        return digits == null ? NONE : Integer.parseInt(digits);
    }
}
