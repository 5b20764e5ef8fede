package io.jststream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.connect.Setup;
import io.jststream.console.Jst;
import io.jststream.console.dead.Decision.State;
import io.jststream.console.dead.Letter;
import io.jststream.console.dead.LetterQueue;
import io.jststream.console.dead.Prospects;
import io.jststream.console.dead.Redrive;
import io.jststream.console.verb.Session;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Topics;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters that are sent back portion by portion, on a real broker: the transformer's and the reader's parts are played here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedriveTest {
    private static final Integration SHOPS = House.shops();
    private static final String RAW = SHOPS.topics().raw();
    private static final int PARTITIONS = 4;

    private final EmbeddedBroker broker = EmbeddedBroker.start(House.newFolder("redrive"), 0);
    private final Settings settings = Settings.from(Map.of(
            "JST_KAFKA_BOOTSTRAP_SERVERS",
            broker.bootstrapServers(),
            "JST_TOPIC_REPLICATION",
            "1",
            "JST_TOPIC_PARTITIONS",
            Integer.toString(PARTITIONS),
            "JST_CATALOG",
            House.ROOT.resolve("catalog").toString()));
    private final KafkaClients clients = KafkaClients.of(settings.kafka());
    private final List<Duration> sleeps = new ArrayList<>();
    /** Shops of each test are its own. */
    private int shop;

    @BeforeAll
    void createTopics() throws Exception {
        new Setup(settings, List.of(SHOPS)).topics();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @BeforeEach
    void ownShops() {
        shop += 100;
        sleeps.clear();
    }

    /** In the partition of another one that is sent then, it is seen at once, else when its own turn comes. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2"})
    void oneThatGetsALaterVersionBetweenTwoPortionsIsNotSent(int partitionOfTheThird, int pauses) throws Exception {
        letter(shop, 0);
        letter(shop + 1, 1);
        letter(shop + 2, partitionOfTheThird);
        List<Letter> letters = letters();

        Redrive.Outcome outcome = send(letters, 1, pause -> {
            sleeps.add(pause);
            if (sleeps.size() == 1) {
                assertEquals(List.of(shop + " in 0"), redriven());
                assertEquals(List.of(letters.get(0).id()), decided(letters));
                raw(shop + 2, partitionOfTheThird, "later");
            }
        });

        assertEquals(2, outcome.sent().size());
        assertEquals(List.of(letters.get(2)), outcome.overtaken());
        assertEquals(List.of(shop + " in 0", (shop + 1) + " in 1"), redriven());
        assertEquals(
                List.of(letters.get(0).id(), letters.get(1).id()), decided(letters), "of the third nothing is decided");
        assertEquals("later", lastName(shop + 2));
        assertEquals(pauses, sleeps.size());
        assertTrue(sleeps.stream().allMatch(Duration.ofSeconds(1)::equals), sleeps.toString());
    }

    @Test
    void aPauseStandsBetweenPortionsOfTheRateThatWasAskedFor() throws Exception {
        for (int i = 0; i < 5; i++) {
            letter(shop + i, 0);
        }

        Redrive.Outcome outcome = send(letters(), 2, sleeps::add);

        assertEquals(5, outcome.sent().size());
        assertEquals(2, sleeps.size());
    }

    /** A process that is told to stop ends in its first pause. */
    @Test
    void theCommandLineSendsAsManyASecondAsItIsTold() throws Exception {
        letter(shop, 0);
        letter(shop + 1, 0);
        Program.Stop stop = new Program.Stop();
        stop.request();
        Session session = new Session(settings, stop, new PrintStream(OutputStream.nullOutputStream()), System.err);

        assertThrows(
                InterruptedException.class,
                () -> Jst.run(List.of("dlq", "redrive", "shops", "--rate", "1", "--key", ":" + shop / 10), session));

        assertEquals(1, redriven().size());
    }

    @Test
    void aRecordIsNotSentWhoseDecisionCannotBeWritten() throws Exception {
        letter(shop, 0);
        letter(shop + 1, 1);
        largestDecision("120"); // the marker that ends a transaction has 78
        Awaitility.await().until(() -> refusesADecisionOf(100));

        assertThrows(OperatorException.class, () -> send(letters(), 2, sleeps::add));

        assertEquals(List.of(), redriven());
        largestDecision("1048588");
        Awaitility.await().until(() -> !refusesADecisionOf(100));
        List<Letter> letters = letters();
        assertEquals(2, send(letters, 2, sleeps::add).sent().size());
        assertEquals(List.of(shop + " in 0", (shop + 1) + " in 1"), redriven());
        assertEquals(letters.stream().map(Letter::id).toList(), decided(letters));
    }

    /** Whatever partition the reader had written it to: only there it stands behind its older versions. */
    @Test
    void aRecordGoesToThePartitionThatItCameFrom() throws Exception {
        List<String> everywhere = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            letter(shop, partition);
            everywhere.add(shop + " in " + partition);
        }

        send(letters(), PARTITIONS, sleeps::add);

        assertEquals(everywhere, redriven());
    }

    private Redrive.Outcome send(List<Letter> letters, int aSecond, Redrive.Sleeper sleeper)
            throws InterruptedException {
        return Redrive.send(
                SHOPS, settings, letters, Prospects.of(clients, SHOPS, letters, 3), "li", "mended", aSecond, sleeper);
    }

    /** A raw record, and the letter that the transformer makes of it. */
    private void letter(int id, int partition) {
        RecordMetadata place = raw(id, partition, "refused");
        ProducerRecord<String, String> letter =
                new ProducerRecord<>(SHOPS.topics().dead(), partition, key(id), value(id, "refused"));
        Map.of(
                        RecordHeaders.DEAD_RULE,
                        "pattern",
                        RecordHeaders.DEAD_TOPIC,
                        RAW,
                        RecordHeaders.DEAD_PARTITION,
                        Integer.toString(partition),
                        RecordHeaders.DEAD_OFFSET,
                        Long.toString(place.offset()))
                .forEach((name, text) -> letter.headers().add(new RecordHeader(name, text.getBytes(UTF_8))));
        write(letter);
    }

    private RecordMetadata raw(int id, int partition, String name) {
        return write(new ProducerRecord<>(RAW, partition, key(id), value(id, name)));
    }

    private RecordMetadata write(ProducerRecord<String, String> record) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings.kafka(), new StringSerializer(), new StringSerializer())) {
            return producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String key(int id) {
        return "{\"shop_id\":" + id + "}";
    }

    private static String value(int id, String name) {
        return "{\"shop_id\":%d,\"shop_name\":\"%s\"}".formatted(id, name);
    }

    /** The name in the last version of a shop that stands in one partition. */
    private String lastName(int id) {
        return ofThisTest().stream()
                .filter(found -> found.key().equals(key(id)))
                .reduce((before, after) -> after)
                .map(found -> json(found.value()).path("shop_name").asText())
                .orElseThrow();
    }

    /** This test's, by shop and partition. */
    private List<Letter> letters() {
        return LetterQueue.read(clients, SHOPS, EnumSet.of(State.OPEN)).letters().stream()
                .filter(letter -> isOfThisTest(letter.key()))
                .sorted(Comparator.comparing(Letter::key)
                        .thenComparing(letter -> letter.origin().partition()))
                .toList();
    }

    /** This test's raw records, those of each partition in their order. */
    private List<ConsumerRecord<String, String>> ofThisTest() {
        return Topic.read(settings.kafka(), RAW).stream()
                .filter(found -> isOfThisTest(found.key()))
                .toList();
    }

    private boolean isOfThisTest(String key) {
        return key.matches("\\{\"shop_id\":" + shop / 100 + "\\d\\d}");
    }

    /** Which shops have been sent back, and in which partition that stands. */
    private List<String> redriven() {
        return ofThisTest().stream()
                .filter(found -> Topic.header(found, RecordHeaders.REDRIVEN).equals("1"))
                .map(found -> found.key().replaceAll("\\D", "") + " in " + found.partition())
                .sorted()
                .toList();
    }

    /** Of which of these letters it stands in the topic of decisions that they were sent back. */
    private List<String> decided(List<Letter> letters) {
        List<String> ids = letters.stream().map(Letter::id).toList();
        return Topic.read(settings.kafka(), Topics.DECISIONS).stream()
                .map(found -> json(found.value()))
                .filter(decision -> decision.path("decision").asText().equals("redriven")
                        && decision.path("by").asText().equals("li")
                        && decision.path("why").asText().equals("mended"))
                .map(decision -> decision.path("letter").asText())
                .filter(ids::contains)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    private void largestDecision(String bytes) throws Exception {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(settings.kafka())) {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, Topics.DECISIONS), List.of(set)))
                    .all()
                    .get();
        }
    }

    /** The broker's log takes a setting a moment after the controller has. */
    private boolean refusesADecisionOf(int bytes) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings.kafka(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.DECISIONS, "another/one", "\"" + "x".repeat(bytes) + "\""))
                    .get();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return true;
            }
            throw e;
        }
    }
}
