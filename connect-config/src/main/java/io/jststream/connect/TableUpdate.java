package io.jststream.connect;

import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.connect.plan.TablePlan;
import io.jststream.integration.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a start can do about tables that exist already and differ from the catalog: what only adds or widens is apart from what
 * would lose something, which a person has to agree to, and from what has to wait for a replay. Comments stay as they are: nothing that reads or writes rows needs them.
 */
public final class TableUpdate {
    private final TableSetup database;
    private final List<Difference> gains;
    private final List<Difference> losses;
    private final List<Difference> laxities;

    private TableUpdate(TableSetup database, List<Difference> differences) {
        this.database = database;
        this.gains = of(Change.Alter.class, Remedy.APPLY, differences);
        this.losses = of(Change.Alter.class, Remedy.APPROVE, differences);
        this.laxities = of(Change.ForbidNull.class, Remedy.APPROVE, differences);
    }

    private static List<Difference> of(Class<? extends Change> kind, Remedy remedy, List<Difference> differences) {
        return differences.stream()
                .filter(difference -> difference.remedy() == remedy)
                .filter(difference -> kind.isInstance(difference.change()))
                .toList();
    }

    static TableUpdate of(TableSetup database, List<Table> tables) {
        return new TableUpdate(database, database.ask(session -> {
            List<Difference> differences = new ArrayList<>();
            for (Table table : tables) {
                differences.addAll(TablePlan.of(table, session));
            }
            return differences;
        }));
    }

    /** What is added or widened. */
    public List<Difference> gains() {
        return gains;
    }

    /** What would be dropped or narrowed, or could not be the same value afterwards. */
    public List<Difference> losses() {
        return losses;
    }

    /** Columns that allow NULL until a replay has given every row a value, and that stop nothing meanwhile. */
    public List<Difference> laxities() {
        return laxities;
    }

    /** Adds and widens; returns what was done in one line, or nothing where there was nothing to do. */
    public String gain() {
        return run(gains);
    }

    /** Drops and narrows, which a person has agreed to; returns what was done in one line, or nothing. */
    public String lose() {
        return run(losses);
    }

    private String run(List<Difference> deeds) {
        database.run(TablePlan.statements(deeds));
        return deeds.stream().map(Difference::line).collect(Collectors.joining("; "));
    }
}
