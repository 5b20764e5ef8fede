package io.jststream.integration.scheme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement of a scheme's target.
 *
 * @param verb {@code REPLACE}, {@code INSERT} or {@code INSERT IGNORE}
 * @param database what stands before the table's name; empty where nothing does
 * @param columns the table's columns in the order of the statement
 * @param values what stands for their values; empty where the platform adds them
 * @param updates whether it goes on with {@code ON DUPLICATE KEY UPDATE}
 */
record MainSql(String verb, String database, String table, List<String> columns, List<String> values, boolean updates) {
    private static final String NAME = "[`\"]?[\\p{L}\\p{N}_$-]+[`\"]?";
    private static final Pattern FORM = Pattern.compile(
            "\\s*(REPLACE|INSERT(?:\\s+IGNORE)?)\\s+(?:INTO\\s+)?(?:(" + NAME + ")\\.)?(" + NAME + ")"
                    + "\\s*\\(([^)]*)\\)\\s*VALUES?\\s*(?:\\(((?:[^()]|\\(\\))*)\\))?(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** What stands for the AUTO_INCREMENT that the statement before has made. */
    private static final Pattern GENERATED = Pattern.compile(":?last_?insert_?id(?:\\(\\))?", Pattern.CASE_INSENSITIVE);

    MainSql {
        columns = List.copyOf(columns);
        values = List.copyOf(values);
    }

    /** Takes a statement apart; empty where it is another one. */
    static Optional<MainSql> parse(String sql) {
        Matcher matcher = FORM.matcher(sql);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new MainSql(
                matcher.group(1).toUpperCase(Locale.ROOT).replaceAll("\\s+", " "),
                matcher.group(2) == null ? "" : bare(matcher.group(2)),
                bare(matcher.group(3)),
                names(matcher.group(4)),
                matcher.group(5) == null ? List.of() : names(matcher.group(5)),
                matcher.group(6).toUpperCase(Locale.ROOT).contains("ON DUPLICATE KEY")));
    }

    /** The column into which the statement puts this parameter by its name; empty where it goes by the order. */
    Optional<String> columnOf(String parameter) {
        int index = values.indexOf(":" + parameter);
        return index < 0 || index >= columns.size() ? Optional.empty() : Optional.of(columns.get(index));
    }

    /** Whether the database's own AUTO_INCREMENT of the statement before goes into this column. */
    boolean isGenerated(String column) {
        int index = columns.indexOf(column);
        return index >= 0
                && index < values.size()
                && GENERATED.matcher(values.get(index)).matches();
    }

    /** Whether parameters are found by their names, so that their order does not matter. */
    boolean byName() {
        return values.stream().anyMatch(value -> value.startsWith(":"));
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(MainSql::bare).toList();
    }

    private static String bare(String name) {
        return name.strip().replaceAll("^[`\"]|[`\"]$", "");
    }
}
