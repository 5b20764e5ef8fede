package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.Template;
import io.jststream.integration.rule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes columns of one table of a scheme's parameters, and comments of those that cannot be made here. Not thread-safe. */
final class ColumnImport {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final int LONGEST_COMMENT = 1024;

    private final Place place;
    private final LineFields lines;
    private final TypeGuess types;
    private final Map<String, String> labels;
    private final Notes notes;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /**
     * Whose columns these are.
     *
     * @param parameters where the parameters stand in the scheme
     * @param list the list whose lines are the rows; empty where the rows are records
     */
    record Place(String parameters, Optional<String> list) {}

    ColumnImport(Place place, SourceImport reading, KnownApis apis, Map<String, String> labels, Notes notes) {
        this.place = place;
        this.lines = reading.lines();
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
        String key = "target." + place.parameters() + "[" + field.field() + "]";
        Optional<String> list = lines.listOf(field.value());
        if (list.isPresent() && !list.equals(place.list())) {
            leaveOut(
                    key,
                    name,
                    field,
                    "it is a field of the list '" + list.get() + "', of which a record has none or many");
        } else if (place.list().isPresent() && lines.whole(field.value()).equals(place.list())) {
            leaveOut(key, name, field, "it is the list itself, of which a row is one line");
        } else if (!NAME.matcher(name).matches()) {
            leaveOut(key, name, field, "a column's name is of letters, digits and '_' here");
        } else {
            takeValue(key, name, field);
        }
    }

    private void takeValue(String key, String name, SchemeField field) {
        try {
            Template value = Template.of(inCatalog(field.value()));
            Guess guess = types.of(value, field);
            Column column = column(name, value, guess, false, comment(field, value, guess));
            columns.add(column);
            notes.carriedOver(key, "as " + guess.type().sql() + (guess.why().isEmpty() ? "" : ": " + guess.why()));
            warnOfStrictMode(key, column);
        } catch (IllegalArgumentException e) {
            leaveOut(key, name, field, String.valueOf(e.getMessage()));
        }
    }

    /** As the catalog says it: a list as a whole too, which a scheme names without braces. */
    private String inCatalog(String value) {
        return place.list()
                .map(list -> lines.inCatalog(list, value))
                .orElseGet(
                        () -> lines.whole(value).map(list -> "{" + list + "}").orElse(value));
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
                known.map(Column::nullIf).orElseGet(() -> Column.nullIf(guess.type())),
                known.map(Column::onMisfit).orElse(OnMisfit.REJECT));
    }

    private void warnOfStrictMode(String key, Column column) {
        if (column.kind() == Kind.DATE) {
            String more = String.join(
                    ", ",
                    column.replace().keySet().stream()
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
            label = value.fields().stream()
                    .findFirst()
                    .map(name -> labels.getOrDefault(name, labels.getOrDefault(name.replace('.', '_'), "")))
                    .orElse("");
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

    /** A list as a whole. */
    void addList(String list) {
        if (NAME.matcher(list).matches()
                && columns.stream().noneMatch(column -> column.field().equals(list))) {
            columns.add(new Column(
                    list,
                    Template.of("{" + list + "}"),
                    new ColumnType.Json(),
                    false,
                    labels.getOrDefault(list, ""),
                    Map.of()));
        }
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

    /** The column that holds this field alone. */
    Optional<Column> ofField(String field) {
        return columns.stream()
                .filter(column -> column.value().parts().size() == 1)
                .filter(column -> column.value().fields().equals(List.of(field)))
                .findFirst();
    }

    /** Puts a column of another table in the place of the one with the same value, else at this one; whether it was there. */
    boolean share(int index, Column column) {
        Optional<Column> same = ofField(column.value().fields().get(0));
        String name = same.map(Column::field).orElseGet(() -> free(column.field()));
        Column shared = new Column(
                name,
                column.value(),
                column.type(),
                true,
                same.map(Column::comment).filter(comment -> !comment.isEmpty()).orElse(column.comment()),
                column.replace(),
                column.nullIf(),
                OnMisfit.REJECT);
        same.ifPresentOrElse(
                before -> columns.replaceAll(each -> each.equals(before) ? shared : each),
                () -> columns.add(index, shared));
        return same.isPresent();
    }

    private String free(String name) {
        return columns.stream().anyMatch(column -> column.field().equalsIgnoreCase(name)) ? name + "_of_record" : name;
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
