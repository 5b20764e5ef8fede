package io.jststream.connect;

import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.function.IntConsumer;

/**
 * A detour for as long as the connector writes the columns that the catalog has. Where they differ, because somebody is about to
 * change one after the other, a column that one of the two does not know would be left out of the rows.
 */
record SameColumns(Table table, ConnectWorker worker, Detour detour) implements Detour {
    @Override
    public void take(IntConsumer refused) throws InterruptedException {
        if (!hold(table, worker)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "the connector " + table.connector() + " writes other columns than the catalog has, so its rows are"
                            + " left to it; register it as the catalog has it: ./jst apply, or make up");
        }
        detour.take(refused);
    }

    /** Whether the connector is there and writes the columns that the catalog has. */
    static boolean hold(Table table, ConnectWorker worker) throws InterruptedException {
        return worker.config(table.connector())
                .filter(config -> SinkConnector.writes(table, config))
                .isPresent();
    }
}
