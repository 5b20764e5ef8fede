package io.jststream.local.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Both ends of the sink: writes typed records of shops, reads the rows they became. */
final class Shops implements AutoCloseable {
    private final EmbeddedDatabase database;
    private final KafkaProducer<String, @Nullable String> producer;

    Shops(Parts parts) {
        this(parts.broker(), parts.database());
    }

    private Shops(EmbeddedBroker broker, EmbeddedDatabase database) {
        this.database = database;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    void createTable() throws SQLException {
        execute("""
                CREATE TABLE shops (shop_id BIGINT PRIMARY KEY, shop_name VARCHAR(255), created DATETIME(3))
                DEFAULT CHARSET utf8mb4""");
    }

    void put(long id, String name, String created) throws ExecutionException, InterruptedException {
        send(id, "{\"shop_id\":" + id + ",\"shop_name\":\"" + name + "\",\"created\":\"" + created + "\"}");
    }

    void delete(long id) throws ExecutionException, InterruptedException {
        send(id, null);
    }

    private void send(long id, @Nullable String value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(Sink.TOPIC, "{\"shop_id\":" + id + "}", value))
                .get();
    }

    /** Each shop's name and creation time, the latter as the server writes it, so that no driver converts it. */
    Map<Long, String> rows() throws SQLException {
        Map<Long, String> rows = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT shop_id, CONCAT(shop_name, ' ', CAST(created AS CHAR)) FROM shops")) {
            while (found.next()) {
                rows.put(found.getLong(1), found.getString(2));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password().value());
    }

    @Override
    public void close() {
        producer.close();
    }
}
