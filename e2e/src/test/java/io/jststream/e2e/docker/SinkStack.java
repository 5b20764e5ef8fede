package io.jststream.e2e.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The last stage alone, as {@code docker-compose.yml} makes it: typed records go in here, and come out in a real MySQL. */
final class SinkStack implements AutoCloseable {
    static final String TYPED = "jst.shops";
    static final String DEAD = "jst.shops.dead";
    private static final String STATUS = "http://localhost:8083/connectors/jst.shops.sink/status";

    private final Compose compose;

    /** @param settings variables of {@code .env} */
    SinkStack(String name, Map<String, String> settings) {
        Path folder = House.newFolder(name);
        this.compose = new Compose("jst-stream-" + name, folder, settings);
    }

    void up() {
        compose.up("supervisor");
    }

    Compose compose() {
        return compose;
    }

    Properties kafka() {
        Properties kafka = new Properties();
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
        return kafka;
    }

    /** Appends a row for each shop, all at once. */
    void produce(Map<Integer, String> names) {
        Properties properties = kafka();
        properties.setProperty("linger.ms", "50");
        properties.setProperty("enable.idempotence", "true");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = names.entrySet().stream()
                    .map(shop -> producer.send(
                            new ProducerRecord<>(TYPED, key(shop.getKey()), row(shop.getKey(), shop.getValue()))))
                    .toList();
            sent.forEach(SinkStack::await);
        }
    }

    /** Appends a deletion of each shop. */
    void bury(Collection<Integer> shops) {
        try (KafkaProducer<String, @Nullable String> producer =
                new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = shops.stream()
                    .map(shop -> producer.send(new ProducerRecord<>(TYPED, key(shop), null)))
                    .toList();
            sent.forEach(SinkStack::await);
        }
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static String key(int shop) {
        return "{\"shop_id\":" + shop + "}";
    }

    private static String row(int shop, String name) {
        ObjectNode row = new ObjectMapper().createObjectNode();
        House.shops().target().columns().forEach(column -> row.putNull(column.field()));
        row.put("shop_id", shop).put("shop_name", name);
        return row.toString();
    }

    /** The names in the table, by shop. */
    Map<Integer, String> names() throws SQLException {
        Map<Integer, String> names = new TreeMap<>();
        try (Connection session = compose.root();
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT shop_id, shop_name FROM shops")) {
            while (rows.next()) {
                names.put(rows.getInt(1), rows.getString(2));
            }
        }
        return names;
    }

    /** Waits until the table holds these names and no others; returns how long that took. */
    Duration awaitNames(Map<Integer, String> expected, Duration atMost) {
        long began = System.nanoTime();
        Awaitility.await()
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() -> expected.equals(names()));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** A statement of the database's administrator. */
    void sql(String... statements) throws SQLException {
        try (Connection session = compose.root();
                Statement statement = session.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Waits until every task runs. */
    void awaitRunning() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> !status().contains("FAILED") && status().contains("RUNNING\",\"worker_id"));
    }

    /** What Connect says about the connector and its tasks. */
    String status() {
        return compose.docker("exec", "-T", "connect", "curl", "-fsS", STATUS);
    }

    /** A counter of the supervisor. */
    double counter(String name) {
        return compose.docker("exec", "-T", "supervisor", "curl", "-fsS", "http://localhost:8080/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** How many dead letters there are of each shop. */
    Map<String, Integer> deadLetters() {
        Map<String, Integer> letters = new TreeMap<>();
        Topic.read(kafka(), DEAD).forEach(letter -> letters.merge(letter.key(), 1, Integer::sum));
        return letters;
    }

    @Override
    public void close() {
        compose.close();
    }
}
