package io.jststream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.RowByRowDetour;
import io.jststream.connect.Setup;
import io.jststream.e2e.tool.ByHand;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.local.TableRows;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that the supervisor carries by hand, on a real broker and a real database that refuses some of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetourTest {
    private static final Table SHOPS = House.shops().table();

    private final Path data = House.newFolder("detour");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
    private final EmbeddedDatabase database = EmbeddedDatabase.start(data.resolve("database"), 0, new Secret("jst"));
    private final Settings settings = Settings.from(Map.of(
            "JST_KAFKA_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "JST_TOPIC_REPLICATION",
            "1",
            "JST_TOPIC_PARTITIONS",
            "1",
            "JST_MYSQL_URL",
            // A row that another session holds is refused at once.
            database.jdbcUrl() + "&sessionVariables=innodb_lock_wait_timeout=0",
            "JST_MYSQL_USER",
            database.user(),
            "JST_MYSQL_PASSWORD",
            "jst",
            "JST_SINK_PASSWORD",
            "jst"));
    private final RowByRowDetour detour = RowByRowDetour.of(SHOPS, settings, new Program.Stop());
    private final AtomicInteger refused = new AtomicInteger();
    /** What stood in the topics before this test. */
    private long typed;

    private int letters;

    @BeforeAll
    void create() throws Exception {
        Setup setup = new Setup(settings, List.of(House.shops()));
        setup.topics();
        setup.tables();
        ByHand.sql("ALTER TABLE shops ADD CONSTRAINT no_refused CHECK (shop_name NOT LIKE 'refused%')", settings);
    }

    @AfterAll
    void stop() {
        database.close();
        broker.close();
    }

    @BeforeEach
    void empty() throws Exception {
        refused.set(0);
        ByHand.sql("DELETE FROM shops", settings);
        typed = Topic.read(settings.kafka(), SHOPS.topic()).size();
        letters = letters().size();
    }

    @Test
    void eachRefusedRowBecomesALetterOnceAndAllOthersAreWrittenInTheirOrder() throws Exception {
        send(row(1, "\"good\""), row(2, "\"good\""), row(1, "\"refused\""), row(3, "\"refused too\""));
        send(row(4, "null"), record(5, "no JSON"), row(2, "\"newer\""), row(1, "\"better\""), row(6, "\"gone\""));
        send(record(6, null));

        detour.take(refused::addAndGet);

        assertEquals(4, refused.get());
        assertEquals(Map.of("1", "better", "2", "newer"), names());
        List<ConsumerRecord<String, String>> made = newLetters();
        assertEquals(4, made.size());
        assertLetter(made.get(0), 2, row(1, "\"refused\""), "", "(error 4025, SQL state 23000)");
        assertLetter(made.get(1), 3, row(3, "\"refused too\""), "", "`no_refused`");
        assertLetter(made.get(2), 4, row(4, "null"), "shop_name", "(error 1048, SQL state 23000)");
        assertLetter(made.get(3), 5, record(5, "no JSON"), "", "found something that is no JSON object");
        assertEquals(typed + 10, committed());

        detour.take(refused::addAndGet);

        assertEquals(4, refused.get());
        assertEquals(4, newLetters().size());
        assertEquals(Map.of("1", "better", "2", "newer"), names());
        assertEquals(typed + 10, committed());
    }

    @Test
    void aFaultOfTheWorldMakesNoLetterAndWritesNoRow() throws Exception {
        send(row(1, "\"before\""));
        detour.take(refused::addAndGet);
        send(row(2, "\"good\""), row(3, "\"refused\""), row(4, "\"locked\""), row(1, "\"after\""));
        try (Connection other = DriverManager.getConnection(database.jdbcUrl(), database.user(), "jst");
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("INSERT INTO shops (shop_id, shop_name) VALUES (4, 'of another session')");

            OperatorException error = assertThrows(OperatorException.class, () -> detour.take(refused::addAndGet));

            assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
            assertTrue(
                    error.getMessage().startsWith("no row is to blame, the database takes none now: "),
                    error.getMessage());
            assertTrue(error.getMessage().contains("(error 1205, "), error.getMessage());
            other.rollback();
        }
        assertEquals(0, refused.get());
        assertEquals(0, newLetters().size());
        assertEquals(Map.of("1", "before"), names());
        assertEquals(typed + 1, committed());

        detour.take(refused::addAndGet);

        assertEquals(1, refused.get());
        assertEquals(Map.of("1", "after", "2", "good", "4", "locked"), names());
        assertEquals(1, newLetters().size());
        assertLetter(newLetters().get(0), 2, row(3, "\"refused\""), "", "(error 4025, SQL state 23000)");
        assertEquals(typed + 5, committed());
    }

    /** @param place how many records of this test stand before it */
    private void assertLetter(
            ConsumerRecord<String, String> letter,
            int place,
            ProducerRecord<String, String> row,
            String field,
            String reason) {
        assertEquals(row.key(), letter.key());
        assertEquals(row.value(), letter.value());
        assertEquals("2", Topic.header(letter, RecordHeaders.REDRIVEN), "what came with the row");
        assertEquals("database", Topic.header(letter, RecordHeaders.DEAD_RULE));
        assertEquals(field, Topic.header(letter, RecordHeaders.DEAD_FIELD));
        String said = Topic.header(letter, RecordHeaders.DEAD_REASON);
        assertTrue(said.contains(reason), said);
        assertEquals(SHOPS.topic(), Topic.header(letter, RecordHeaders.DEAD_TOPIC));
        assertEquals("0", Topic.header(letter, RecordHeaders.DEAD_PARTITION));
        assertEquals(Long.toString(typed + place), Topic.header(letter, RecordHeaders.DEAD_OFFSET));
    }

    private static ProducerRecord<String, String> row(int shop, String name) {
        return record(shop, "{\"shop_id\":" + shop + ",\"shop_name\":" + name + "}");
    }

    private static ProducerRecord<String, String> record(int shop, @Nullable String value) {
        ProducerRecord<String, String> row = new ProducerRecord<>(SHOPS.topic(), "{\"shop_id\":" + shop + "}", value);
        row.headers().add(new RecordHeader(RecordHeaders.REDRIVEN, "2".getBytes(UTF_8)));
        return row;
    }

    @Test
    void endsBetweenTwoBatchesWhenToldToStopAndLeavesTheRestToTheNextOne() throws Exception {
        send(row(1, "\"refused\""));
        try (KafkaProducer<String, String> producer = producer()) {
            for (int row = 2; row <= SinkConnector.BATCH + 500; row++) {
                producer.send(row(row, "\"good\"")).get();
            }
        }
        Program.Stop stop = new Program.Stop();

        RowByRowDetour.of(SHOPS, settings, stop).take(letters -> {
            refused.addAndGet(letters);
            stop.request();
        });

        int written = names().size();
        assertTrue(written < SinkConnector.BATCH, () -> written + " rows");
        detour.take(refused::addAndGet);
        assertEquals(1, refused.get());
        assertTrue(names().size() > written, "as far as the detour goes");
    }

    @Test
    void waitsForNoPlaceInTheGroupWhenToldToStop() throws Exception {
        send(row(1, "\"good\""));
        Program.Stop stop = new Program.Stop();
        stop.request();

        OperatorException error = assertThrows(
                OperatorException.class,
                () -> RowByRowDetour.of(SHOPS, settings, stop).take(refused::addAndGet));

        assertEquals("told to stop", error.getMessage());
        assertEquals(Map.of(), names());
        detour.take(refused::addAndGet);
        assertEquals(Map.of("1", "good"), names());
    }

    @SafeVarargs
    private void send(ProducerRecord<String, String>... rows) throws Exception {
        try (KafkaProducer<String, String> producer = producer()) {
            for (ProducerRecord<String, String> row : rows) {
                producer.send(row).get();
            }
        }
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(settings.kafka(), new StringSerializer(), new StringSerializer());
    }

    private Map<String, @Nullable String> names() {
        Map<String, @Nullable String> names = new TreeMap<>();
        new TableRows(database.jdbcUrl(), database.user(), database.password())
                .read(SHOPS.target())
                .forEach((shop, row) -> names.put(shop, row.get("shop_name")));
        return names;
    }

    private List<ConsumerRecord<String, String>> letters() {
        return new ArrayList<>(Topic.read(settings.kafka(), SHOPS.deadTopic()));
    }

    /** Those of this test. */
    private List<ConsumerRecord<String, String>> newLetters() {
        List<ConsumerRecord<String, String>> all = letters();
        return all.subList(letters, all.size());
    }

    /** Where the group of the sink's tasks goes on. */
    private long committed() throws Exception {
        try (Admin admin = Admin.create(settings.kafka())) {
            Map<TopicPartition, OffsetAndMetadata> places = admin.listConsumerGroupOffsets(
                            SHOPS.sinkGroup(), new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get();
            return Objects.requireNonNull(places.get(new TopicPartition(SHOPS.topic(), 0)))
                    .offset();
        }
    }
}
