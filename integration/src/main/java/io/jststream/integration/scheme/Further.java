package io.jststream.integration.scheme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement that a scheme executes behind the first one, for each line of a list: {@code extend_sql_1}, with its parameters
 * {@code extend_params_1}.
 *
 * @param name what the statement is called
 * @param params the array that holds its parameters
 * @param list the list whose lines these are
 */
record Further(String name, MainSql sql, SchemeField params, String list) {
    private static final String PREFIX = "extend_sql";
    private static final Pattern FIELD = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\.");

    /** Those that write lines; of others it is said that they are not carried over. */
    static List<Further> read(SchemeJson target, LineFields lines, Notes notes) {
        List<SchemeField> all = extended(target);
        List<Further> statements = new ArrayList<>();
        for (SchemeField statement : all) {
            if (!statement.field().startsWith(PREFIX)) {
                continue;
            }
            Optional<Further> further = of(statement, all, lines);
            further.ifPresent(statements::add);
            if (further.isEmpty()) {
                notes.notSupported(
                        target.key("otherRequest", statement.field()),
                        "one table a file, and one for each list in a record; none is known whose lines this statement writes: make a"
                                + " second catalog file of the same API for its table, or write target.lists by hand");
            }
        }
        return statements;
    }

    /** What begins so, wherever it stands. */
    private static List<SchemeField> extended(SchemeJson target) {
        return Stream.of(
                        target.fields("otherRequest"),
                        target.fields("request"),
                        SchemeField.list(target.root().path("sql")),
                        SchemeField.list(target.root().path("params")),
                        SchemeField.list(target.root()))
                .flatMap(List::stream)
                .filter(Further::isPart)
                .toList();
    }

    /** Whether it belongs to such a statement. */
    static boolean isPart(SchemeField field) {
        return field.field().startsWith("extend_");
    }

    /** Lists that arrays of parameters are made of: the value names one, and the parameters have fields of it. */
    static List<String> arrays(SchemeJson target) {
        return extended(target).stream()
                .flatMap(array -> array.children().stream()
                        .flatMap(child -> FIELD.matcher(child.value()).results())
                        .map(field -> field.group(1))
                        .filter(list -> array.value().replaceAll("[{}]", "").equals(list)))
                .distinct()
                .toList();
    }

    private static Optional<Further> of(SchemeField statement, List<SchemeField> all, LineFields lines) {
        Optional<MainSql> sql = MainSql.parse(statement.value());
        Optional<SchemeField> params = SchemeField.named(statement.field().replace("sql", "params"), all);
        return sql.flatMap(parsed -> params.flatMap(array -> lines.whole(array.value())
                .or(() -> array.children().stream()
                        .flatMap(child -> lines.listOf(child.value()).stream())
                        .findFirst())
                .map(list -> new Further(statement.field(), parsed, array, list))));
    }

    /** The parameters by their columns. */
    Map<String, SchemeField> byColumn(Notes notes) {
        return new Parameters(name, params.field(), notes).byColumn(params.children(), Optional.of(sql));
    }
}
