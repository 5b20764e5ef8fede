package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.connect.RowByRowDetour;
import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.TableRows;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.EmbeddedConnect;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Program;
import io.jststream.service.Secret;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every case of every type, carried from the raw topic into a table by the real sink: the table shows what the case's
 * {@code typed.json} says, a second time changes nothing, and a deletion deletes, by another sink too.
 */
@Timeout(300)
class TypesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path RESOURCES = House.ROOT.resolve("transformer/src/test/resources");
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final long LAST = 9999;

    private final Integration types = Catalog.load(RESOURCES.resolve("catalog")).get(0);
    private final Map<Long, String> raw = new TreeMap<>();
    private final Map<String, Map<String, @Nullable Object>> expected = new HashMap<>();

    TypesTest() throws IOException {
        try (Stream<Path> folders = Files.list(RESOURCES.resolve("cases/types"))) {
            for (Path folder : folders.sorted().toList()) {
                long id = 1000L + raw.size();
                raw.put(id, House.read(folder.resolve("raw.json")).replaceFirst("\"id\": 1", "\"id\": " + id));
                Path typed = folder.resolve("typed.json");
                if (Files.exists(typed)) {
                    expected.put(Long.toString(id), row(id, (ObjectNode) JSON.readTree(House.read(typed))));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JdbcSink.class,
            names = {"JST", "DEBEZIUM"})
    void theDatabaseOfMakeRunShowsEveryCase(JdbcSink sink) throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(House.newFolder("types").resolve("database"), 0, new Secret("jst"))) {
            carry(mariaDb(database), sink, () -> changedRows(database));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JdbcSink.class,
            names = {"JST", "DEBEZIUM"})
    @Tag("docker")
    @Tag("large")
    void mysqlShowsEveryCaseAndLogsNothingTheSecondTime(JdbcSink sink) throws Exception {
        try (MysqlContainer mysql = new MysqlContainer()) {
            carry(mysql.settings(), sink, mysql::rowEvents);
        }
    }

    /** What the supervisor does where a task fails again and again. */
    @Test
    void theDetourShowsEveryCaseToo() throws Exception {
        try (EmbeddedDatabase database =
                        EmbeddedDatabase.start(House.newFolder("types").resolve("database"), 0, new Secret("jst"));
                EmbeddedBroker broker =
                        EmbeddedBroker.start(House.newFolder("types").resolve("kafka"), 0)) {
            Settings settings = mariaDb(database).with(kafka(broker));
            Setup setup = new Setup(settings, List.of(types));
            setup.topics();
            setup.tables();
            RowByRowDetour detour = RowByRowDetour.of(types.table(), settings, new Program.Stop());
            try (TransformerService transformer =
                            TransformerService.create(settings, List.of(types), new SimpleMeterRegistry());
                    Ends ends = new Ends(settings)) {
                transformer.start();
                ends.send(raw);
                awaitBy(detour, ends, expected);
                Map<Long, @Nullable String> gone = new HashMap<>();
                raw.keySet().forEach(id -> gone.put(id, null));
                ends.send(gone);
                awaitBy(detour, ends, Map.of());
            }
        }
    }

    private static void awaitBy(RowByRowDetour detour, Ends ends, Map<String, Map<String, @Nullable Object>> rows) {
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> {
            detour.take(refused -> Assertions.fail(refused + " rows that the database refused"));
            assertEquals(rows, ends.rows());
        });
    }

    private static Settings mariaDb(EmbeddedDatabase database) {
        return Settings.from(Map.of(
                "JST_MYSQL_URL", database.jdbcUrl(),
                "JST_MYSQL_USER", database.user(),
                "JST_MYSQL_PASSWORD", "jst",
                "JST_SINK_PASSWORD", "jst",
                "JST_CONNECTOR_HIBERNATE_DIALECT", "org.hibernate.dialect.MariaDBDialect"));
    }

    private static Map<String, String> kafka(EmbeddedBroker broker) {
        return Map.of(
                "JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "JST_TOPIC_REPLICATION", "1",
                "JST_TOPIC_PARTITIONS", "1");
    }

    /** Counts the rows that a database has changed, by what it says itself. */
    private interface Changes {
        int count() throws Exception;
    }

    /** Rows that became other ones: those the server would write to its binary log, which it does not keep here. */
    private static int changedRows(EmbeddedDatabase database) throws SQLException {
        try (Connection session = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().value());
                Statement sql = session.createStatement();
                ResultSet found = sql.executeQuery("SHOW GLOBAL STATUS LIKE 'Handler_update'")) {
            found.next();
            return found.getInt("Value");
        }
    }

    private void carry(Settings database, JdbcSink sink, Changes changes) throws Exception {
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(House.newFolder("types").resolve("kafka"), 0)) {
            Settings settings = database.with(kafka(broker))
                    .with(Map.of("JST_JDBC_SINK", sink.name().toLowerCase(Locale.ROOT)));
            new Setup(settings, List.of(types)).topics();
            try (EmbeddedConnect connect = EmbeddedConnect.start(broker.bootstrapServers(), 0);
                    TransformerService transformer =
                            TransformerService.create(settings, List.of(types), new SimpleMeterRegistry());
                    Ends ends = new Ends(settings)) {
                Settings complete = settings.with(
                        Map.of("JST_CONNECT_URL", connect.restUrl().toString()));
                Setup setup = new Setup(complete, List.of(types));
                setup.tables();
                setup.connectors();
                transformer.start();
                carry(ends, changes);
                String other = sink == JdbcSink.JST ? "debezium" : "jst";
                new Setup(complete.with(Map.of("JST_JDBC_SINK", other)), List.of(types)).connectors();
                deleteAll(ends);
            }
        }
    }

    private void carry(Ends ends, Changes changes) throws Exception {
        ends.send(raw);
        ends.send(Map.of(LAST, "{\"id\": 9999}"));
        expected.put("9999", row(LAST, last()));
        ends.await(expected);
        int before = changes.count();

        ends.send(raw);
        ends.send(Map.of(LAST, "{\"id\": 9999, \"an_int\": 7}"));
        expected.put("9999", row(LAST, last().put("an_int", 7)));
        ends.await(expected);
        assertEquals(before + 1, changes.count(), "the last row alone is another one");
    }

    private static ObjectNode last() {
        return JSON.createObjectNode().put("constant", "jst").put("around", "1/");
    }

    private void deleteAll(Ends ends) throws Exception {
        Map<Long, @Nullable String> gone = new HashMap<>();
        raw.keySet().forEach(id -> gone.put(id, null));
        gone.put(LAST, null);
        ends.send(gone);
        ends.await(Map.of());
    }

    /** What the table has to show. */
    private Map<String, @Nullable Object> row(long id, ObjectNode typed) throws IOException {
        typed.put("id", id);
        typed.put("around", id + typed.get("around").textValue().substring(1));
        Map<String, @Nullable Object> row = new HashMap<>();
        for (Column column : types.target().columns()) {
            JsonNode value = typed.path(column.field());
            String text = value.isTextual() ? value.textValue() : value.toString();
            row.put(
                    column.field(),
                    value.isNull() || value.isMissingNode()
                            ? null
                            : shown(column.type(), value.isBoolean() ? value.booleanValue() ? "1" : "0" : text));
        }
        return row;
    }

    /** A value as it compares: what databases print in different ways is taken by what it means. */
    private static @Nullable Object shown(ColumnType type, @Nullable String text) throws IOException {
        if (text == null) {
            return null;
        } else if (type instanceof ColumnType.Json) {
            return JSON.readTree(text);
        } else if (type instanceof ColumnType.Floating) {
            return Double.valueOf(text);
        }
        return type instanceof ColumnType.Decimal ? new BigDecimal(text).setScale(2) : text;
    }

    /** Both ends: writes raw records, reads the table. */
    private final class Ends implements AutoCloseable {
        private final KafkaProducer<String, @Nullable String> producer;
        private final TableRows table;

        Ends(Settings settings) {
            this.producer = new KafkaProducer<>(settings.kafka(), new StringSerializer(), new StringSerializer());
            this.table = new TableRows(
                    settings.get(Setting.JST_MYSQL_URL),
                    settings.get(Setting.JST_MYSQL_USER),
                    settings.secret(Setting.JST_MYSQL_PASSWORD));
        }

        void send(Map<Long, ? extends @Nullable String> records) throws Exception {
            for (var sent : records.entrySet()) {
                String key = "{\"id\":" + sent.getKey() + "}";
                producer.send(new ProducerRecord<>(types.topics().raw(), key, sent.getValue()))
                        .get();
            }
        }

        @Override
        public void close() {
            producer.close();
        }

        void await(Map<String, Map<String, @Nullable Object>> rows) {
            Awaitility.await().atMost(LONGEST).untilAsserted(() -> assertEquals(rows, rows()));
        }

        private Map<String, Map<String, @Nullable Object>> rows() throws IOException {
            Map<String, Map<String, @Nullable Object>> rows = new HashMap<>();
            for (Map.Entry<String, Map<String, @Nullable String>> found :
                    table.read(types.target()).entrySet()) {
                Map<String, @Nullable Object> row = new HashMap<>();
                for (Column column : types.target().columns()) {
                    row.put(
                            column.field(),
                            shown(column.type(), found.getValue().get(column.field())));
                }
                rows.put(found.getKey(), row);
            }
            return rows;
        }
    }
}
