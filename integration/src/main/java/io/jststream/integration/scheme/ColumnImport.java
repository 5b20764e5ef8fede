package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes columns of a scheme's parameters, and comments of those that cannot be made here. Not thread-safe. */
final class ColumnImport {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int LONGEST_COMMENT = 1024;

    private final SchemeJson target;
    private final SourceImport reading;
    private final TypeGuess types;
    private final Map<String, String> labels;
    private final Notes notes;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    ColumnImport(SchemeJson target, SourceImport reading, KnownApis apis, Map<String, String> labels, Notes notes) {
        this.target = target;
        this.reading = reading;
        this.types = new TypeGuess(reading.api(), apis);
        this.labels = labels;
        this.notes = notes;
    }

    List<Column> columns() {
        return types.withinARow(columns);
    }

    List<String> leftOut() {
        return leftOut;
    }

    boolean readRecords() {
        return columns.stream().anyMatch(column -> !column.value().fields().isEmpty());
    }

    void take(String name, SchemeField field) {
        String key = target.key("request", field.field());
        Optional<String> list = reading.lists().stream()
                .filter(each -> ofList(field.value(), each))
                .findFirst();
        if (list.isPresent()) {
            leaveOut(key, name, field, "it is a field of the list '" + list.get() + "': a column of target.lists");
            takeList(list.get());
        } else if (!NAME.matcher(name).matches()) {
            leaveOut(key, name, field, "a column's name is of letters, digits and '_' here");
        } else {
            takeValue(key, name, field);
        }
    }

    private void takeValue(String key, String name, SchemeField field) {
        try {
            Template value = Template.of(field.value());
            Guess guess = types.of(value, field);
            columns.removeIf(column -> column.field().equals(name)); // a list that was put in place of its fields
            columns.add(column(name, value, guess, false, comment(field, value, guess)));
            notes.carriedOver(key, "as " + guess.type().sql() + (guess.why().isEmpty() ? "" : ": " + guess.why()));
            warnOfStrictMode(key, guess);
        } catch (IllegalArgumentException e) {
            leaveOut(key, name, field, String.valueOf(e.getMessage()));
        }
    }

    /** A type and what comes with it; {@code why} is empty where it is known of this API. */
    record Guess(ColumnType type, String why, Optional<Column> known) {}

    private static Column column(String name, Template value, Guess guess, boolean required, String comment) {
        Optional<Column> known = guess.known();
        return new Column(
                name,
                value,
                guess.type(),
                required,
                comment,
                known.map(Column::replace).orElse(Map.of()),
                known.map(Column::nullIf).orElseGet(() -> nullIf(guess.type())),
                known.map(Column::onMisfit).orElse(OnMisfit.REJECT));
    }

    private static Set<String> nullIf(ColumnType type) {
        return type instanceof ColumnType.Date || type instanceof ColumnType.Datetime ? Column.NO_DATES : Set.of();
    }

    private void warnOfStrictMode(String key, Guess guess) {
        if (guess.type() instanceof ColumnType.Date || guess.type() instanceof ColumnType.Datetime) {
            String more = String.join(
                    ", ",
                    guess.known().map(Column::replace).orElse(Map.of()).keySet().stream()
                            .filter(text -> !text.isEmpty())
                            .map(text -> "\"" + text + "\"")
                            .toList());
            notes.warning(
                    key,
                    "\"\"" + (more.isEmpty() ? " is no date" : " and " + more + " are no dates")
                            + ": MySQL's strict mode refused such a row, and with it the whole batch; here \"\" is NULL"
                            + (more.isEmpty() ? "" : ", and replace says what the others are"));
        }
    }

    private String comment(SchemeField field, Template value, Guess guess) {
        String label = field.label();
        if (label.isEmpty() || label.equals(field.field())) {
            label = value.fields().stream().findFirst().map(labels::get).orElse("");
        }
        if (label.isEmpty()) {
            label = guess.known().map(Column::comment).orElse("");
        }
        return label.length() > LONGEST_COMMENT ? label.substring(0, LONGEST_COMMENT) : label;
    }

    private void leaveOut(String key, String name, SchemeField field, String why) {
        notes.notSupported(key, "column '" + name + "' with the value '" + field.value() + "' is left out: " + why);
        leftOut.add("not imported: " + name + " = " + field.value().replaceAll("\\R", " ") + " (" + why + ")");
    }

    /** The list as a whole, once, in place of its fields. */
    private void takeList(String list) {
        if (NAME.matcher(list).matches()
                && columns.stream().noneMatch(column -> column.field().equals(list))) {
            Template value = Template.of("{" + list + "}");
            columns.add(new Column(list, value, new ColumnType.Json(), false, labels.getOrDefault(list, ""), Map.of()));
        }
    }

    private static boolean ofList(String value, String list) {
        return Pattern.compile("\\{" + Pattern.quote(list) + "(_list)?\\.")
                        .matcher(value)
                        .find()
                || value.equals(list)
                || value.contains("{details_list");
    }

    /** Makes a column required and of a type that a key can have. */
    void makeKey(Column column) {
        columns.replaceAll(each -> each.equals(column) ? key(each) : each);
    }

    Column addKey(int index, String field) {
        Template value = Template.of("{" + field + "}");
        Guess guess = types.of(value, new SchemeField(field, "", "", "", "", List.of()));
        Column column = key(column(field.replace('.', '_'), value, guess, true, labels.getOrDefault(field, "")));
        columns.add(index, column);
        return column;
    }

    private static Column key(Column column) {
        return new Column(
                column.field(),
                column.value(),
                TypeGuess.ofKey(column.type()),
                true,
                column.comment(),
                column.replace(),
                column.nullIf(),
                OnMisfit.REJECT);
    }
}
