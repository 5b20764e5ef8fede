package io.jststream.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.Column;
import io.jststream.integration.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A table in a session of its own, written as the sink writes it: upserts, and deletions for tombstones. Not thread-safe. */
final class SinkTable implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Target target;
    private final Connection session;
    private final PreparedStatement upsert;
    private final PreparedStatement delete;

    private SinkTable(Target target, Connection session) throws SQLException {
        this.target = target;
        this.session = session;
        session.setAutoCommit(false);
        this.upsert = session.prepareStatement(upsert(target));
        this.delete = session.prepareStatement(delete(target));
    }

    static SinkTable open(SinkDatabase database, Target target) throws SQLException {
        Connection session = database.connect();
        try {
            return new SinkTable(target, session);
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Writes the records in one transaction, in their order, and returns those that are refused for their own sake. A refused
     * statement leaves the others of its transaction alone.
     *
     * @throws SQLException where it is not a row's fault; then nothing is written
     */
    List<RefusedRow> write(Iterable<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        List<RefusedRow> refused = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> row : records) {
            try {
                write(row);
            } catch (SQLException e) {
                if (Blame.of(e) == Blame.WORLD) {
                    throw e;
                }
                refused.add(new RefusedRow(row, RefusedRow.said(e)));
            } catch (IOException e) {
                refused.add(new RefusedRow(row, "found something that is no JSON object, expected a row of the table"));
            }
        }
        session.commit();
        return refused;
    }

    private void write(ConsumerRecord<byte[], byte[]> row) throws SQLException, IOException {
        PreparedStatement statement = row.value() == null ? delete : upsert;
        JsonNode fields = object(row.value() == null ? row.key() : row.value());
        List<String> columns = row.value() == null ? target.key() : columns(target);
        for (int i = 0; i < columns.size(); i++) {
            statement.setObject(i + 1, value(fields.path(columns.get(i))));
        }
        statement.executeUpdate();
    }

    private static JsonNode object(byte[] json) throws IOException {
        JsonNode node = json == null ? JSON.missingNode() : JSON.readTree(json);
        if (!node.isObject()) {
            throw new IOException("no JSON object");
        }
        return node;
    }

    private static @Nullable Object value(JsonNode field) {
        if (field.isNull() || field.isMissingNode()) {
            return null;
        }
        return field.isIntegralNumber() && field.canConvertToLong() ? (Object) field.longValue() : field.asText();
    }

    private static String upsert(Target target) {
        String updates = columns(target).stream()
                .map(column -> quote(column) + " = VALUES(" + quote(column) + ")")
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + quote(target.table()) + " ("
                + columns(target).stream().map(SinkTable::quote).collect(Collectors.joining(", ")) + ") VALUES ("
                + columns(target).stream().map(column -> "?").collect(Collectors.joining(", "))
                + ") ON DUPLICATE KEY UPDATE " + updates;
    }

    private static String delete(Target target) {
        return "DELETE FROM " + quote(target.table()) + " WHERE "
                + target.key().stream().map(column -> quote(column) + " = ?").collect(Collectors.joining(" AND "));
    }

    private static List<String> columns(Target target) {
        return target.columns().stream().map(Column::field).toList();
    }

    private static String quote(String identifier) {
        return "`" + identifier + "`";
    }

    /** Ends the session; what has not been committed is not written. */
    @Override
    public void close() throws SQLException {
        session.close();
    }
}
