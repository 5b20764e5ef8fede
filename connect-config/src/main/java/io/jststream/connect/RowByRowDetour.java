package io.jststream.connect;

import io.jststream.integration.Table;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/**
 * Carries the records that a sink's tasks fail on into the table by itself, one row at a time, so that the refused ones are known
 * exactly: they become dead letters, all others are written, in order. Killed half-way it does no harm: rows are written again.
 */
public final class RowByRowDetour implements Detour {
    private final Table table;
    private final SinkDatabase database;
    private final Properties kafka;

    private final Program.Stop stop;

    private RowByRowDetour(Table table, SinkDatabase database, Properties kafka, Program.Stop stop) {
        this.table = table;
        this.database = database;
        this.kafka = kafka;
        this.stop = stop;
    }

    /** One for the sink that writes that table, which ends between two batches when the process is told to stop. */
    public static RowByRowDetour of(Table table, Settings settings, Program.Stop stop) {
        return new RowByRowDetour(table, SinkDatabase.from(settings), settings.kafka(), stop);
    }

    @Override
    public void take(IntConsumer refused) throws InterruptedException {
        // The table first: while the database is away, the group of the tasks is left alone.
        try (SinkTable rows = SinkTable.open(database, table);
                SinkGroup group = SinkGroup.join(kafka, table, stop)) {
            while (!stop.requested() && group.hasMore()) {
                ConsumerRecords<byte[], byte[]> records = group.poll();
                List<RefusedRow> letters = rows.write(records);
                group.commit(records, letters);
                if (!letters.isEmpty()) {
                    refused.accept(letters.size());
                }
            }
        } catch (SQLException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT, "no row is to blame, the database takes none now: " + RefusedRow.said(e), e);
        } catch (KafkaException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT, "Kafka does not let the sink's records be carried: " + e.getMessage(), e);
        }
    }
}
