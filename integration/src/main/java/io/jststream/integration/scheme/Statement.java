package io.jststream.integration.scheme;

import static io.jststream.integration.scheme.SchemeJson.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a scheme writes: its statement, and the parameters by the columns into which they go.
 *
 * @param sql empty where there is none that names a table
 * @param array the list in a record that the parameters are an array of
 * @param further statements for the lines of lists
 */
record Statement(
        Optional<MainSql> sql, Map<String, SchemeField> parameters, Optional<String> array, List<Further> further) {
    private static final int SHOWN = 80;
    private static final Set<String> OPTIONS = Set.of("main_sql", "limit");

    static Statement of(SchemeJson target, LineFields lines, Notes notes) {
        List<SchemeField> options = new ArrayList<>(target.fields("otherRequest"));
        List<SchemeField> request = new ArrayList<>(target.fields("request"));
        options.addAll(request);
        options.addAll(SchemeField.list(target.root().path("sql")));
        if (target.root().has("main_sql")) {
            options.add(new SchemeField("main_sql", "", "", target.text("main_sql"), "", List.of()));
        }
        Optional<MainSql> sql = sql(options, notes);
        options(options, notes);
        target.fields("otherRequest").stream()
                .filter(option -> !isKnown(option))
                .forEach(option -> notes.notSupported(
                        target.key("otherRequest", option.field()),
                        "nothing is known of it: look whether you need what it did"));
        SchemeField main = main(target, request);
        return new Statement(
                sql,
                new Parameters("main_sql", "request", notes).byColumn(main.children(), sql),
                lines.whole(main.value()),
                Further.read(target, lines, notes));
    }

    private static Optional<MainSql> sql(List<SchemeField> options, Notes notes) {
        Optional<SchemeField> written = SchemeField.named("main_sql", options);
        Optional<MainSql> sql = written.map(SchemeField::value).flatMap(MainSql::parse);
        sql.ifPresent(found -> explain(found, notes));
        if (written.isPresent() && sql.isEmpty()) {
            String found = written.get().value();
            throw refused(
                    "target.main_sql",
                    "found '" + found.substring(0, Math.min(found.length(), SHOWN))
                            + "', expected REPLACE INTO or INSERT INTO, a table, (columns) and VALUES");
        }
        return sql;
    }

    private static void explain(MainSql sql, Notes notes) {
        String key = "target.main_sql";
        notes.replaced(key, "table: " + sql.table() + "; the sink inserts a row or updates it");
        if (sql.verb().equals("REPLACE")) {
            notes.warning(
                    key,
                    "REPLACE deletes a row and writes another one: columns that the statement does not name lost what they"
                            + " held, triggers fired twice, an AUTO_INCREMENT went on; an update leaves all that alone");
        } else if (sql.verb().equals("INSERT IGNORE")) {
            notes.warning(key, "INSERT IGNORE leaves a row as it is that is there already, so changes never arrived");
        } else if (!sql.updates()) {
            notes.warning(
                    key, "INSERT alone fails for a row that is there already, or doubles it where no key forbids it");
        }
        if (!sql.database().isEmpty()) {
            notes.warning(
                    key,
                    "the database '" + sql.database()
                            + "' is not carried over: JST_MYSQL_URL says into which one it goes");
        }
    }

    private static void options(List<SchemeField> options, Notes notes) {
        for (SchemeField option : options) {
            String key = "target.otherRequest[" + option.field() + "]";
            if (option.field().equalsIgnoreCase("limit")) {
                notes.notNeeded(key, "the sink writes batches by itself");
            }
        }
    }

    /** What holds the parameters: {@code main_params}, wherever it stands, else the request itself. */
    private static SchemeField main(SchemeJson target, List<SchemeField> request) {
        if (target.root().has("main_params")) {
            return of(target.fields("main_params"));
        }
        List<SchemeField> rendered = SchemeField.list(target.root().path("params"));
        return SchemeField.named("main_params", request)
                .or(() -> SchemeField.named("main_params", rendered))
                .orElseGet(() ->
                        of(request.stream().filter(field -> !isKnown(field)).toList()));
    }

    private static boolean isKnown(SchemeField option) {
        return OPTIONS.contains(option.field()) || Further.isPart(option);
    }

    private static SchemeField of(List<SchemeField> parameters) {
        return new SchemeField("", "", "", "", "", parameters);
    }

    /** The list of whose lines each row of the first statement is one. */
    Optional<String> list(LineFields lines) {
        return array.or(() -> parameters.values().stream()
                .flatMap(parameter -> lines.listOf(parameter.value()).stream())
                .findFirst());
    }

    /** Whether one of the parameters is a field of that list's lines. */
    boolean names(String list, LineFields lines) {
        return parameters.values().stream()
                .anyMatch(parameter ->
                        lines.listOf(parameter.value()).filter(list::equals).isPresent());
    }
}
