package io.jststream.connect.plan;

import io.jststream.integration.Column;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.integration.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs between a table as the catalog has it and as the database has it. */
public final class TablePlan {
    private static final Set<String> KEY_COLLATIONS = Set.of(TableDdl.KEY_COLLATION, TableDdl.MARIADB_KEY_COLLATION);

    private final Table table;
    private final Target target;
    private final LiveTable live;
    private final List<Difference> differences = new ArrayList<>();

    private TablePlan(Table table, LiveTable live) {
        this.table = table;
        this.target = table.target();
        this.live = live;
    }

    /** What differs; the session reads how the table is. */
    public static List<Difference> of(Table table, Connection session) throws SQLException {
        return of(table, LiveTable.read(table.name(), session));
    }

    /**
     * One statement a table, so that the database copies its rows once, and one more for what needs approval: of a column that has
     * both, it goes on where the first one has ended. A column may have more than one difference.
     */
    public static List<String> statements(List<Difference> differences) {
        return Stream.of(Remedy.APPLY, Remedy.APPROVE)
                .flatMap(remedy -> statements(remedy, differences).stream())
                .toList();
    }

    private static List<String> statements(Remedy remedy, List<Difference> differences) {
        Map<String, Set<String>> clauses = new LinkedHashMap<>();
        for (Difference difference : differences) {
            if (difference.remedy() == remedy && difference.change() instanceof Change.OfTable part) {
                clauses.computeIfAbsent(part.table(), unused -> new LinkedHashSet<>())
                        .add(part.clause());
            }
        }
        return clauses.entrySet().stream()
                .map(table ->
                        "ALTER TABLE " + TableDdl.quote(table.getKey()) + " " + String.join(", ", table.getValue()))
                .toList();
    }

    static List<Difference> of(Table table, Optional<LiveTable> live) {
        if (live.isEmpty()) {
            return List.of(Difference.mended(
                    "table " + table.name(),
                    Difference.NOTHING,
                    table.target().columns().size() + " columns",
                    "creates it",
                    new Change.CreateTable(table)));
        }
        TablePlan plan = new TablePlan(table, live.get());
        table.target().columns().forEach(plan::column);
        plan.otherColumns();
        plan.key();
        plan.rest();
        return plan.differences;
    }

    private void column(Column column) {
        LiveColumn found = live.columns().get(column.field().toLowerCase(Locale.ROOT));
        if (found == null) {
            differences.add(Difference.mended(
                    what(column.field()),
                    Difference.NOTHING,
                    column.type().sql(),
                    "adds it; rows that exist get it when they are mapped again",
                    // Also where a value is required: rows that exist would show one that nobody has sent.
                    alter("ADD COLUMN " + TableDdl.nullableColumn(column, target) + place(column))));
            return;
        }
        String whole = "MODIFY COLUMN " + TableDdl.column(column, target);
        boolean lax = column.required() && found.nullable();
        List<Difference> ofColumn =
                modifications(column, found, lax ? "MODIFY COLUMN " + TableDdl.nullableColumn(column, target) : whole);
        if (needsApproval(ofColumn)) {
            // They are one clause: what needs no approval by itself would bring along what does.
            ofColumn = modifications(column, found, whole).stream()
                    .map(Difference::withApproval)
                    .toList();
        }
        differences.addAll(ofColumn);
        if (lax) {
            differences.add(Difference.approved(
                    what(column.field()) + ", NULL",
                    "allowed",
                    "not allowed",
                    "forbids it after a replay, where no row has none",
                    new Change.ForbidNull(target.table(), whole)));
        }
    }

    private static boolean needsApproval(List<Difference> differences) {
        return differences.stream().anyMatch(difference -> difference.remedy() == Remedy.APPROVE);
    }

    private List<Difference> modifications(Column column, LiveColumn found, String clause) {
        Change modify = alter(clause);
        List<Difference> ofColumn = new ArrayList<>();
        String what = what(column.field());
        String wanted = column.type().sql();
        if (!found.has(wanted)) {
            ofColumn.add(
                    Widening.is(found.type(), column.type())
                            ? Difference.mended(what, found.type(), wanted, "widens it", modify)
                            : Difference.approved(
                                    what,
                                    found.type(),
                                    wanted,
                                    "changes it, where the database takes every value",
                                    modify));
        }
        if (!column.required() && !found.nullable()) {
            ofColumn.add(Difference.mended(what + ", NULL", "not allowed", "allowed", "allows it", modify));
        }
        if (!found.comment().equals(column.comment())) {
            ofColumn.add(Difference.mended(
                    what + ", comment", found.comment(), column.comment(), "sets it", describe(clause)));
        }
        if (TableDdl.isTextKey(column, target) && !KEY_COLLATIONS.contains(found.collation())) {
            ofColumn.add(collation(what + ", collation", found.collation(), modify));
        }
        return ofColumn;
    }

    /** Rows that differ for a collation which pads differ for one that does not: nothing can be lost. */
    private static Difference collation(String what, String found, Change modify) {
        return found.equals("utf8mb4_bin")
                ? Difference.mended(
                        what,
                        found,
                        TableDdl.KEY_COLLATION,
                        "changes it; rows whose keys differ in blanks at their ends alone come with a replay",
                        modify)
                : Difference.approved(what, found, TableDdl.KEY_COLLATION, "changes it", modify);
    }

    /** Behind the column that the catalog names before it; at the beginning where it names none. */
    private String place(Column column) {
        int index = target.columns().indexOf(column);
        return index == 0
                ? " FIRST"
                : " AFTER " + TableDdl.quote(target.columns().get(index - 1).field());
    }

    private void otherColumns() {
        List<String> known = target.columns().stream()
                .map(column -> column.field().toLowerCase(Locale.ROOT))
                .toList();
        live.columns().forEach((name, column) -> {
            if (known.contains(name)) {
                return;
            }
            if (column.fills()) {
                differences.add(Difference.harmless(
                        what(column.name()), column.type(), "the table's own, the database fills it"));
            } else {
                if (refusesEveryRow(column)) {
                    differences.add(Difference.mended(
                            what(column.name()) + ", NULL",
                            "not allowed",
                            "allowed",
                            "allows it: nobody writes it, and the database would refuse every new row",
                            alter("MODIFY COLUMN " + nullable(column))));
                }
                differences.add(Difference.approved(
                        what(column.name()),
                        column.type() + (column.nullable() ? "" : " NOT NULL"),
                        Difference.NOTHING,
                        "drops it with its values",
                        alter("DROP COLUMN " + TableDdl.quote(column.name()))));
            }
        });
    }

    private boolean refusesEveryRow(LiveColumn unwritten) {
        return !unwritten.nullable()
                && !unwritten.declared().isEmpty()
                && !live.key().contains(unwritten.name());
    }

    private static String nullable(LiveColumn column) {
        return TableDdl.quote(column.name()) + " " + column.declared() + " NULL"
                + (column.comment().isEmpty() ? "" : " COMMENT " + TableDdl.literal(column.comment()));
    }

    private void key() {
        List<String> wanted = table.keyColumns().stream().map(Column::field).toList();
        wanted = target.key().isEmpty() ? wanted : target.key();
        if (!live.key().equals(wanted)) {
            String columns = wanted.stream().map(TableDdl::quote).collect(Collectors.joining(", "));
            differences.add(Difference.approved(
                    "table " + target.table() + ", primary key",
                    String.join(", ", live.key()),
                    String.join(", ", wanted),
                    "changes it, where no two rows have the same",
                    alter((live.key().isEmpty() ? "" : "DROP PRIMARY KEY, ") + "ADD PRIMARY KEY (" + columns + ")")));
        }
    }

    private void rest() {
        String what = "table " + target.table();
        live.unique()
                .keySet()
                .forEach(index -> differences.add(Difference.byHand(
                        what + ", unique index " + index,
                        "exists",
                        Difference.NOTHING,
                        "with it an upsert may change another row; drop the index, or make it one that"
                                + " is not unique")));
        if (!live.comment().equals(table.title())) {
            differences.add(Difference.mended(
                    what + ", comment",
                    live.comment(),
                    table.title(),
                    "sets it",
                    describe("COMMENT=" + TableDdl.literal(table.title()))));
        }
        if (!live.collation().startsWith("utf8mb4")) {
            differences.add(Difference.approved(
                    what + ", character set",
                    live.collation(),
                    "utf8mb4",
                    "converts it",
                    alter("CONVERT TO CHARACTER SET utf8mb4")));
        }
    }

    private Change describe(String clause) {
        return new Change.Describe(target.table(), clause);
    }

    private Change alter(String clause) {
        return new Change.Alter(target.table(), clause);
    }

    private String what(String column) {
        return "table " + target.table() + ", column " + column;
    }
}
