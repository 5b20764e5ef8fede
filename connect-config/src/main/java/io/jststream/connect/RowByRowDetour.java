package io.jststream.connect;

import io.jststream.integration.Integration;
import io.jststream.integration.SinkConnector;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/**
 * Carries the records that a sink's tasks fail on into the table by itself, one row at a time, so that the refused ones are known
 * exactly: they become dead letters, all others are written, in order. Killed half-way it does no harm: rows are written again.
 */
final class RowByRowDetour implements Detour {
    private final Integration integration;
    private final SinkDatabase database;
    private final Properties kafka;

    RowByRowDetour(Integration integration, SinkDatabase database, Properties kafka) {
        this.integration = integration;
        this.database = database;
        this.kafka = kafka;
    }

    @Override
    public int take() throws InterruptedException {
        // The table first: while the database is away, the group of the tasks is left alone.
        try (SinkTable table = SinkTable.open(database, integration.target());
                SinkGroup group = SinkGroup.join(kafka, SinkConnector.name(integration), integration.topics())) {
            int refused = 0;
            while (group.hasMore()) {
                ConsumerRecords<byte[], byte[]> records = group.poll();
                List<RefusedRow> rows = table.write(records);
                group.commit(records, rows);
                refused += rows.size();
            }
            return refused;
        } catch (SQLException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT, "no row is to blame, the database takes none now: " + RefusedRow.said(e), e);
        } catch (KafkaException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT, "Kafka does not let the sink's records be carried: " + e.getMessage(), e);
        }
    }
}
