package io.jststream.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
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
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final List<Column> columns;
    private final List<Column> key;
    private final Connection session;
    private final PreparedStatement upsert;
    private final PreparedStatement delete;

    private SinkTable(Table table, Connection session) throws SQLException {
        this.columns = table.target().columns();
        this.key = table.keyColumns();
        this.session = session;
        session.setAutoCommit(false);
        this.upsert = session.prepareStatement(upsert(table.name(), columns));
        this.delete = session.prepareStatement(delete(table.name(), key));
    }

    static SinkTable open(SinkDatabase database, Table table) throws SQLException {
        Connection session = database.connect();
        try {
            return new SinkTable(table, session);
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
                refused.add(new RefusedRow(row, String.valueOf(e.getMessage())));
            }
        }
        session.commit();
        return refused;
    }

    private void write(ConsumerRecord<byte[], byte[]> row) throws SQLException, IOException {
        boolean gone = row.value() == null;
        PreparedStatement statement = gone ? delete : upsert;
        JsonNode fields = object(gone ? row.key() : row.value());
        int parameter = 0;
        for (Column column : gone ? key : columns) {
            Object value = value(fields.path(column.field()), column);
            if (gone && value == null) {
                throw new IOException("found no value in the field " + column.field() + " of the key, expected one");
            }
            statement.setObject(++parameter, value);
        }
        statement.executeUpdate();
    }

    private static JsonNode object(byte[] json) throws IOException {
        JsonNode node = JSON.missingNode();
        try {
            node = json == null ? node : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // what Jackson says is for whoever wrote the JSON
        }
        if (!node.isObject()) {
            throw new IOException("found something that is no JSON object, expected a row of the table");
        }
        return node;
    }

    /** As the driver writes it into a statement with every digit; a double as one, for its plain digits may be hundreds. */
    private static @Nullable Object value(JsonNode field, Column column) throws IOException {
        if (field.isContainerNode()) {
            throw new IOException("found an object or a list in the field " + column.field()
                    + ", expected a text, a number, true, false or null");
        }
        return switch (field.getNodeType()) {
            case MISSING, NULL -> null;
            case BOOLEAN -> field.booleanValue();
            case NUMBER -> column.type() instanceof ColumnType.Floating ? field.doubleValue() : field.decimalValue();
            default -> field.asText();
        };
    }

    private static String upsert(String table, List<Column> columns) {
        List<String> names =
                columns.stream().map(column -> TableDdl.quote(column.field())).toList();
        return "INSERT INTO " + TableDdl.quote(table) + " (" + String.join(", ", names) + ") VALUES ("
                + names.stream().map(name -> "?").collect(Collectors.joining(", "))
                + ") ON DUPLICATE KEY UPDATE "
                + names.stream().map(name -> name + " = VALUES(" + name + ")").collect(Collectors.joining(", "));
    }

    private static String delete(String table, List<Column> key) {
        return "DELETE FROM " + TableDdl.quote(table) + " WHERE "
                + key.stream()
                        .map(column -> TableDdl.quote(column.field()) + " = ?")
                        .collect(Collectors.joining(" AND "));
    }

    /** Ends the session; what has not been committed is not written. */
    @Override
    public void close() throws SQLException {
        session.close();
    }
}
