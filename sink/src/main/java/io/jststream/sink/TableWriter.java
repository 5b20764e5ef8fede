package io.jststream.sink;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that writes records into a table, many a statement, in the order in which they come. Not thread-safe. */
final class TableWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TableWriter.class);

    /** Rows that one statement deletes: of 2,000 in one, MySQL and MariaDB look for the best way longer than they delete. */
    private static final int DELETIONS = 100;

    private final Connection session;
    private final Statement statement;
    private final RowStatement upserts;
    private final RowStatement deletions;

    private TableWriter(SinkConfig config, Connection session) throws SQLException {
        this.session = session;
        session.setAutoCommit(false);
        this.statement = session.createStatement();
        // the driver would look for {d '...'} and the like in every text
        statement.setEscapeProcessing(false);
        boolean backslashEscapes = !mode().contains("NO_BACKSLASH_ESCAPES");
        this.upserts = upserts(config, backslashEscapes);
        this.deletions = deletions(config, backslashEscapes);
    }

    static TableWriter open(SinkConfig config) throws SQLException {
        Connection session = config.connect();
        try {
            return new TableWriter(config, session);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private String mode() throws SQLException {
        try (ResultSet mode = statement.executeQuery("SELECT @@SESSION.sql_mode")) {
            mode.next();
            return mode.getString(1);
        }
    }

    private static RowStatement upserts(SinkConfig config, boolean backslashEscapes) {
        List<String> columns = config.columns().stream().map(Sql::quote).toList();
        String updates = columns.stream()
                .map(column -> column + " = VALUES(" + column + ")")
                .collect(Collectors.joining(", "));
        return new RowStatement(
                "INSERT INTO " + Sql.quote(config.table()) + " (" + String.join(", ", columns) + ") VALUES ",
                ", ",
                " ON DUPLICATE KEY UPDATE " + updates,
                Literals.row(config.columns(), backslashEscapes),
                Integer.MAX_VALUE);
    }

    /** Not by {@code (a, b) IN} nor {@code (a, b) =}, for which MariaDB reads the whole table. */
    private static RowStatement deletions(SinkConfig config, boolean backslashEscapes) {
        return new RowStatement(
                "DELETE FROM " + Sql.quote(config.table()) + " WHERE ",
                " OR ",
                "",
                Literals.condition(config.key(), backslashEscapes),
                DELETIONS);
    }

    /** Writes all of them, or nothing. */
    void write(Collection<SinkRecord> records) throws SQLException {
        try {
            for (SinkRecord each : records) {
                boolean gone = each.value() == null;
                execute(gone ? upserts : deletions);
                add(each, gone ? deletions : upserts);
            }
            execute(upserts);
            execute(deletions);
            session.commit();
        } catch (DataException e) {
            session.rollback();
            throw e;
        } finally {
            upserts.clear();
            deletions.clear();
        }
    }

    private void add(SinkRecord row, RowStatement to) throws SQLException {
        byte[] json = (byte[]) (row.value() == null ? row.key() : row.value());
        try {
            to.add(json);
        } catch (DataException e) {
            throw new DataException(row.topic() + "-" + row.kafkaPartition() + " at offset " + row.kafkaOffset() + ": "
                    + e.getMessage());
        }
        if (to.isFull()) {
            execute(to);
        }
    }

    private void execute(RowStatement rows) throws SQLException {
        if (!rows.isEmpty()) {
            statement.executeUpdate(rows.end());
        }
    }

    /** Ends the session; what has not been committed is not written. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            log.debug("The session ended on its own", e);
        }
    }
}
