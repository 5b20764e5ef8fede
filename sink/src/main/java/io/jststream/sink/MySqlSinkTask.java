package io.jststream.sink;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what Connect has polled, in one transaction, and returns when the database has it; only then does Connect move the
 * group's place on. So a row may be written twice, and none is left out. Used by one thread.
 */
public final class MySqlSinkTask extends SinkTask {
    private static final Logger log = LoggerFactory.getLogger(MySqlSinkTask.class);

    private @Nullable SinkConfig config;
    private @Nullable TableWriter writer;
    /** Where each partition goes on. */
    private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();

    private int retries;

    /** Opens a session, so that a wrong address or password fails the task at once and not at its first record. */
    @Override
    public void start(Map<String, String> given) {
        SinkConfig told = new SinkConfig(given);
        config = told;
        try {
            writer = TableWriter.open(told);
        } catch (SQLException e) {
            throw new ConnectException("the database gives no session: " + said(e), e);
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        SinkConfig told = Objects.requireNonNull(config, "Connect starts a task first");
        if (records.isEmpty()) {
            return;
        }
        try {
            TableWriter open = writer;
            if (open == null) {
                open = TableWriter.open(told);
                writer = open;
            }
            open.write(records);
            retries = 0;
            records.forEach(this::note);
        } catch (SQLException e) {
            close();
            throw failed(e, records.size(), told);
        }
    }

    private void note(SinkRecord row) {
        written.put(
                new TopicPartition(row.originalTopic(), row.originalKafkaPartition()),
                new OffsetAndMetadata(row.originalKafkaOffset() + 1));
    }

    /** What the database has, and not what was polled: of a batch that is to be tried again Connect may forget the records in a rebalance. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> polled) {
        return Map.copyOf(written);
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        partitions.forEach(written::remove);
        retries = 0;
    }

    /** Connect brings the same records again; a session that failed once is not used again. */
    private ConnectException failed(SQLException e, int records, SinkConfig told) {
        String what = "the database did not take a batch of " + records + " records: " + said(e);
        if (retries == told.retries()) {
            return new ConnectException(what + ", and not " + retries + " times more either", e);
        }
        retries++;
        log.warn("{}; retry {} of {} into {}", what, retries, told.retries(), told.table());
        context.timeout(told.backoff().toMillis());
        return new RetriableException(what, e);
    }

    private static String said(SQLException e) {
        return e.getMessage() + " (error " + e.getErrorCode() + ", SQL state " + e.getSQLState() + ")";
    }

    @Override
    public void stop() {
        close();
    }

    private void close() {
        TableWriter open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String version() {
        return SinkConfig.version();
    }
}
