package io.jststream.connect;

import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.connect.plan.TablePlan;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether tables and connectors are as the catalog has them already. Where they are not, a sink leaves out a column that its connector
 * does not have, and MySQL rounds a number to what its column holds, both without a word.
 */
public final class AppliedCatalog {
    private AppliedCatalog() {}

    /**
     * Looks at both, with the sink's login.
     *
     * @throws OperatorException with everything that is still to be added, and the exit code "bad configuration"
     */
    public static void require(Settings settings, List<Integration> integrations) throws InterruptedException {
        List<Table> tables = integrations.stream()
                .flatMap(integration -> integration.tables().stream())
                .toList();
        List<String> missing = new ArrayList<>(ofTables(tables, settings));
        ConnectWorker worker = new ConnectWorker(settings.get(Setting.JST_CONNECT_URL));
        for (Table table : tables) {
            if (!SameColumns.hold(table, worker)) {
                missing.add("connector " + table.connector() + " writes other columns");
            }
        }
        if (!missing.isEmpty()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "the catalog has what tables or connectors do not have yet, and rows would be written without it ("
                            + String.join("; ", missing)
                            + "); nothing was stopped: DOCKER=1 ./jst apply, or make up, then once more");
        }
    }

    private static List<String> ofTables(List<Table> tables, Settings settings) {
        List<String> missing = new ArrayList<>();
        try (Connection session = SinkDatabase.from(settings).connect()) {
            for (Table table : tables) {
                TablePlan.of(table, session).stream()
                        .filter(AppliedCatalog::countsForRows)
                        .map(Difference::line)
                        .forEach(missing::add);
            }
        } catch (SQLException e) {
            throw new OperatorException(ExitCode.ENVIRONMENT, "the tables' database: " + e.getMessage(), e);
        }
        return missing;
    }

    /** What a start adds by itself: a table may go without what a person has to agree to, and without a comment. */
    private static boolean countsForRows(Difference difference) {
        return difference.remedy() == Remedy.APPLY && !(difference.change() instanceof Change.Describe);
    }
}
