package io.jststream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.RestartedTransformer;
import io.jststream.e2e.tool.Sent;
import io.jststream.e2e.tool.Topic;
import io.jststream.e2e.tool.Typed;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Topics;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dead letters as a queue of work, on a real broker and with a real transformer: what is open, decided and sent back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLetterQueueTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String RAW = "jst.shops.raw";
    private static final String TYPED = "jst.shops";
    private static final String DEAD = "jst.shops.dead";

    private final RestartedTransformer transformer = new RestartedTransformer("letters", Map.of());
    /** It takes short names that begin with "good" and no others. */
    private final Path strict = catalog("strict", "comment: 店铺简称", "pattern: \"good.*\", comment: 店铺简称");

    private final Path mended = catalog("mended", "comment: 店铺简称", "comment: 店铺简称");

    /** Shops of each test are its own. */
    private int shop;

    @BeforeAll
    void createTopics() throws Exception {
        new Setup(transformer.settings(), House.catalog()).topics();
    }

    @AfterAll
    void stop() {
        transformer.close();
    }

    @BeforeEach
    void startStrictly() {
        shop += 100;
        transformer.start(strict);
    }

    @AfterEach
    void stopAndDecideAboutEverything() throws Exception {
        transformer.stop();
        transformer.type(mended, "dlq", "drop", "shops", "--all");
    }

    @Test
    void lettersAreSentBackOnceTheMappingIsMendedAndWriteOverNothingNewer() throws Exception {
        raw(shop, "bad");
        raw(shop + 1, "bad");
        raw(shop + 2, "bad");
        raw(shop + 3, "good");
        awaitLetters(3);
        raw(shop + 1, "good, later");

        assertEquals("3 0 1", group(strict));
        assertEquals("3 2 1", group(mended));
        transformer.start(mended);
        Typed dry = transformer.type(mended, "dlq", "redrive", "shops", "--dry-run", "--json");
        assertEquals(2, dry.json().path("would_send").asInt(), dry.answer());

        Typed redrive =
                transformer.type(mended, "dlq", "redrive", "shops", "--json", "--by", "li", "--why", "pattern mended");

        assertEquals(ExitCode.OK, redrive.exitCode(), redrive.answer());
        assertEquals(2, redrive.json().path("sent").asInt(), redrive.answer());
        assertEquals(1, redrive.json().path("superseded").asInt(), redrive.answer());
        assertEquals(0, redrive.json().path("refused_again").asInt(), redrive.answer());
        for (int sent : List.of(shop, shop + 2)) {
            ConsumerRecord<String, String> typed = last(TYPED, sent);
            assertTrue(typed.value().contains("\"short_name\":\"bad\""), typed.value());
            assertEquals("1", Topic.header(typed, RecordHeaders.REDRIVEN));
            assertEquals("", Topic.header(typed, RecordHeaders.DEAD_RULE));
            assertEquals("read by", Topic.header(last(RAW, sent), RecordHeaders.ACCOUNT));
        }
        assertTrue(last(TYPED, shop + 1).value().contains("good, later"));
        List<ConsumerRecord<String, String>> decisions = Topic.read(transformer.kafka(), Topics.DECISIONS);
        String audit = decisions.get(decisions.size() - 2).value();
        assertTrue(audit.contains("\"by\":\"li\",\"why\":\"pattern mended\""), audit);
        assertEquals(
                0,
                transformer
                        .type(mended, "dlq", "shops", "--json")
                        .json()
                        .path("open")
                        .asInt());
        assertEquals(
                0,
                transformer
                        .type(mended, "dlq", "redrive", "shops", "--json")
                        .json()
                        .path("sent")
                        .asInt());
    }

    /** Compaction takes a record away that has a later version, and at last its tombstone too. */
    @Test
    void whatIsNotInTheRawTopicAnyMoreIsNotBroughtBack() throws Exception {
        raw(shop, "bad");
        awaitLetters(1);
        ConsumerRecord<String, String> gone = last(RAW, shop);
        try (Admin admin = Admin.create(transformer.kafka())) {
            cleanup(admin, "compact,delete"); // of a topic that is only compacted nobody may delete records
            // The broker's log takes the policy a moment after the controller has.
            Awaitility.await().ignoreExceptions().until(() -> deleteUpTo(gone, admin));
            cleanup(admin, "compact");
        }

        Typed redrive = transformer.type(mended, "dlq", "redrive", "shops", "--json");

        assertEquals(0, redrive.json().path("sent").asInt(), redrive.answer());
        assertEquals(1, redrive.json().path("superseded").asInt(), redrive.answer());
    }

    private static boolean deleteUpTo(ConsumerRecord<String, String> last, Admin admin) throws Exception {
        admin.deleteRecords(Map.of(
                        new TopicPartition(last.topic(), last.partition()),
                        RecordsToDelete.beforeOffset(last.offset() + 1)))
                .all()
                .get();
        return true;
    }

    private static void cleanup(Admin admin, String policy) throws Exception {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, RAW), List.of(set)))
                .all()
                .get();
    }

    @Test
    void aLetterIsNotSentRoundForEver() throws Exception {
        raw(shop, "bad");
        awaitLetters(1);

        // The catalog on disk is mended, and the transformer that runs has not been started anew.
        for (int time = 1; time <= 3; time++) {
            Typed redrive = transformer.type(mended, "dlq", "redrive", "shops", "--json");
            assertEquals(ExitCode.FAILED, redrive.exitCode(), redrive.answer());
            assertEquals(1, redrive.json().path("refused_again").asInt(), redrive.answer());
        }
        Typed refused = transformer.type(mended, "dlq", "redrive", "shops", "--json");

        assertEquals(ExitCode.FAILED, refused.exitCode());
        assertEquals(0, refused.json().path("sent").asInt(), refused.answer());
        assertEquals(1, refused.json().path("too_often").asInt(), refused.answer());
        Typed still = transformer.type(strict, "dlq", "redrive", "shops", "--json", "--times", "4");
        assertEquals(1, still.json().path("refused").asInt(), still.answer());
        JsonNode letter = transformer
                .type(mended, "dlq", "explain", "shops", "--json", "--record")
                .json()
                .path("groups")
                .get(0)
                .path("shown")
                .get(0);
        assertEquals(3, letter.path("redriven").asInt());
        assertTrue(letter.path("record").asText().contains("\"short_name\":\"bad\""), letter.toString());
    }

    @Test
    void whatIsParkedOrDroppedIsNotOpenAndCanBeOpenedAgain() throws Exception {
        raw(shop, "bad");
        raw(shop + 1, "bad");
        awaitLetters(2);
        String first = transformer
                .type(mended, "dlq", "explain", "shops", "--json", "--key", "" + shop)
                .json()
                .at("/groups/0/shown/0/id")
                .asText();

        transformer.type(mended, "dlq", "park", "shops", "--id", first, "--why", "asked 聚水潭");
        assertEquals("1 1 0", group(mended));
        Typed explained = transformer.type(mended, "dlq", "explain", "shops");
        assertTrue(explained.answer().contains("pattern, short_name: 2 letter(s)"), explained.answer());
        assertTrue(explained.answer().contains("不符合目录文件要求的格式"), explained.answer());
        assertTrue(explained.answer().contains("Not of the form"), explained.answer());
        assertTrue(explained.answer().contains("asked 聚水潭"), explained.answer());
        transformer.type(mended, "dlq", "drop", "shops", "--all");
        assertEquals(
                "no dead letter is open\n",
                transformer.type(mended, "dlq", "shops").answer());
        transformer.type(mended, "dlq", "reopen", "shops", "--id", first);
        assertEquals("1 1 0", group(mended));

        for (String[] wrong : new String[][] {
            {"dlq", "drop", "shops"},
            {"dlq", "drop", "shops", "--id", "raw-9-9"},
            {"dlq", "redrive", "shops", "--rate", "0"},
            {"dlq", "redrive", "nothing"}
        }) {
            OperatorException refused =
                    Assertions.assertThrows(OperatorException.class, () -> transformer.type(mended, wrong));
            assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode(), refused.getMessage());
        }
    }

    @Test
    void whatIsParkedIsSentOnlyWhereThatIsAskedForAndWhatIsDroppedNever() throws Exception {
        raw(shop, "bad");
        raw(shop + 1, "bad");
        raw(shop + 2, "bad");
        awaitLetters(3);
        transformer.start(mended);
        transformer.type(mended, "dlq", "park", "shops", "--key", "" + shop);
        transformer.type(mended, "dlq", "drop", "shops", "--key", "" + (shop + 1));

        Typed open = transformer.type(mended, "dlq", "redrive", "shops", "--json");
        assertEquals(1, open.json().path("sent").asInt(), open.answer());
        assertEquals(List.of("", "", "1"), redriven());
        Typed parked = transformer.type(mended, "dlq", "redrive", "shops", "--json", "--parked");
        assertEquals(1, parked.json().path("sent").asInt(), parked.answer());
        assertEquals(List.of("1", "", "1"), redriven());
    }

    /** How often each of this test's first three shops has been sent back. */
    private List<String> redriven() {
        return IntStream.range(shop, shop + 3)
                .mapToObj(id -> Topic.header(last(RAW, id), RecordHeaders.REDRIVEN))
                .toList();
    }

    @Test
    void aVersionThatIsBeingWrittenIsNotWrittenOver() throws Exception {
        raw(shop, "bad");
        raw(shop + 1, "bad");
        awaitLetters(2);
        transformer.start(mended);

        try (KafkaProducer<String, String> other = Sent.producer("another", transformer.kafka())) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(RAW, key(shop), value(shop, "later, perhaps")))
                    .get();

            Typed redrive = transformer.type(mended, "dlq", "redrive", "shops", "--json");
            other.abortTransaction();
            assertEquals(ExitCode.FAILED, redrive.exitCode());
            assertEquals(1, redrive.json().path("overtaken").asInt(), redrive.answer());
            assertEquals(1, redrive.json().path("sent").asInt(), redrive.answer());
        }
        Typed again = transformer.type(mended, "dlq", "redrive", "shops", "--json");
        assertEquals(ExitCode.OK, again.exitCode(), again.answer());
        assertEquals(1, again.json().path("sent").asInt(), again.answer());
        assertTrue(last(TYPED, shop).value().contains("\"short_name\":\"bad\""));
    }

    @Test
    void whatTheDatabaseRefusedIsMappedAgainFromItsRawRecord() throws Exception {
        raw(shop, "good");
        ConsumerRecord<String, String> typed = last(TYPED, shop);
        Sent.refusal(typed, DEAD, transformer.kafka());

        Typed explained = transformer.type(strict, "dlq", "explain", "shops", "--json");
        assertEquals("read by", explained.json().at("/groups/0/shown/0/account").asText(), explained.answer());
        Typed others = transformer.type(strict, "dlq", "redrive", "shops", "--account", "another", "--json");
        assertEquals(0, others.json().path("sent").asInt(), others.answer());
        Typed redrive = transformer.type(strict, "dlq", "redrive", "shops", "--account", "read by", "--json");

        assertEquals(ExitCode.OK, redrive.exitCode(), redrive.answer());
        assertEquals(1, redrive.json().path("sent").asInt(), redrive.answer());
        ConsumerRecord<String, String> again = last(TYPED, shop);
        assertEquals(typed.value(), again.value());
        assertTrue(again.offset() > typed.offset());
    }

    /** Letters, those that pass now, and those with a later version, of the one open group. */
    private String group(Path catalog) throws Exception {
        JsonNode groups =
                transformer.type(catalog, "dlq", "shops", "--json").json().path("groups");
        assertEquals(1, groups.size(), groups.toString());
        JsonNode group = groups.get(0);
        assertEquals(
                "pattern short_name",
                group.path("rule").asText() + " " + group.path("field").asText());
        return group.path("letters").asInt() + " " + group.path("pass_now").asInt() + " "
                + group.path("newer").asInt();
    }

    private void raw(int id, String shortName) throws Exception {
        ProducerRecord<String, String> shop = new ProducerRecord<>(RAW, key(id), value(id, shortName));
        shop.headers().add(RecordHeaders.ACCOUNT, "read by".getBytes(UTF_8));
        Sent.by("reader", transformer.kafka(), shop);
    }

    private static String key(int id) {
        return "{\"shop_id\":" + id + "}";
    }

    private static String value(int id, String shortName) {
        return "{\"shop_id\":%d,\"shop_name\":\"店铺\",\"short_name\":\"%s\"}".formatted(id, shortName);
    }

    /** Waits for so many dead letters of this test's shops. */
    private void awaitLetters(int letters) {
        Awaitility.await().atMost(LONGEST).until(() -> of(DEAD).size() == letters);
    }

    private ConsumerRecord<String, String> last(String topic, int id) {
        return Awaitility.await()
                .atMost(LONGEST)
                .until(
                        () -> of(topic).stream()
                                .filter(found -> found.key().equals(key(id)))
                                .reduce((before, after) -> after)
                                .orElse(null),
                        found -> found != null);
    }

    private List<ConsumerRecord<String, String>> of(String topic) {
        return Topic.read(transformer.kafka(), topic).stream()
                .filter(found -> found.key().matches("\\{\"shop_id\":" + shop / 100 + "\\d\\d}"))
                .toList();
    }

    private Path catalog(String name, String found, String instead) {
        return transformer.catalog(name, "shops.yaml", found, instead);
    }
}
