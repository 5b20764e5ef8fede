package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.connect.Setup;
import io.jststream.e2e.tool.RestartedTransformer;
import io.jststream.e2e.tool.Sent;
import io.jststream.e2e.tool.Topic;
import io.jststream.e2e.tool.Typed;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dead letters of records with lists, and of rows of a list's table, sent back on a real broker and with a real transformer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineLettersTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String RAW = "jst.orders.raw";
    private static final String TYPED = "jst.orders";
    private static final String ITEMS = "jst.orders.items";
    private static final String DEAD = "jst.orders.dead";

    /** One partition keeps the order in which lines are written. */
    private final RestartedTransformer transformer =
            new RestartedTransformer("line-letters", Map.of("JST_TOPIC_PARTITIONS", "1"));
    /** It takes up to nine of an article and no more. */
    private final Path strict = catalog("strict", "type: int, max: 9, comment: 数量");

    private final Path mended = catalog("mended", "type: int, comment: 数量");

    /** Orders of each test are its own. */
    private int order;

    @BeforeAll
    void createTopics() throws Exception {
        new Setup(transformer.settings(), Catalog.load(strict)).topics();
    }

    @AfterAll
    void stop() {
        transformer.close();
    }

    @BeforeEach
    void startStrictly() {
        order++;
        transformer.start(strict);
    }

    @AfterEach
    void stopAndDecideAboutEverything() throws Exception {
        transformer.stop();
        transformer.type(mended, "dlq", "drop", "orders", "--all");
    }

    @Test
    void anOrderWithARefusedLineGoesWithAllItsLinesOnceTheMappingIsMended() throws Exception {
        raw(2, 30);
        await(DEAD, 1);
        assertEquals(List.of(), of(ITEMS));
        JsonNode letter = transformer
                .type(strict, "dlq", "explain", "orders", "--json")
                .json()
                .at("/groups/0");
        assertEquals(
                "max items.qty",
                letter.path("rule").asText() + " " + letter.path("field").asText());
        transformer.start(mended);

        redrive(mended, ExitCode.OK, "sent", 1);

        assertEquals(1, await(TYPED, 1).size());
        List<ConsumerRecord<String, String>> lines = await(ITEMS, 2);
        assertTrue(lines.get(1).value().contains("\"qty\":30"), lines.get(1).value());
    }

    @Test
    void aLineThatTheDatabaseRefusedIsMappedAgainWithItsOrder() throws Exception {
        raw(2, 3);
        List<ConsumerRecord<String, String>> lines = await(ITEMS, 2);
        refuse(lines.get(1));
        String id = transformer
                .type(strict, "dlq", "explain", "orders", "--json")
                .json()
                .at("/groups/0/shown/0/id")
                .asText();
        assertEquals("items-" + lines.get(1).partition() + "-" + lines.get(1).offset(), id);

        redrive(strict, ExitCode.OK, "sent", 1);

        List<ConsumerRecord<String, String>> again = await(ITEMS, 4);
        assertEquals(lines.get(1).key(), again.get(3).key());
        assertEquals(lines.get(1).value(), again.get(3).value());
        assertEquals(2, of(RAW).size());
    }

    @Test
    void anOrderIsNotWrittenOverALaterVersionThatTheMappingRefuses() throws Exception {
        raw(2, 3);
        refuse(await(ITEMS, 2).get(1));
        raw(2, 30);
        await(DEAD, 2);

        Typed redrive = redrive(strict, ExitCode.FAILED, "sent", 0);

        assertEquals(1, redrive.json().path("superseded").asInt(), redrive.answer());
        assertEquals(1, redrive.json().path("refused").asInt(), redrive.answer());
        List<ConsumerRecord<String, String>> versions = of(RAW);
        assertEquals(2, versions.size());
        assertTrue(
                versions.get(1).value().contains("\"qty\":30"), versions.get(1).value());
    }

    @Test
    void aDeletionOfALineThatTheDatabaseRefusedIsSentAgain() throws Exception {
        raw(2, 3);
        await(ITEMS, 2);
        raw(2);
        ConsumerRecord<String, String> deletion = await(ITEMS, 4).stream()
                .filter(line -> line.value() == null)
                .findFirst()
                .orElseThrow();
        refuse(deletion);

        redrive(strict, ExitCode.OK, "sent", 1);

        ConsumerRecord<String, String> again = await(ITEMS, 5).get(4);
        assertNull(again.value());
        assertEquals(deletion.key(), again.key());
        assertEquals(deletion.partition(), again.partition());
        assertEquals("1", Topic.header(again, RecordHeaders.REDRIVEN));
        assertEquals(2, of(RAW).size(), "no order has become an older one");
    }

    @Test
    void aDeletionIsNotWrittenOverALineThatIsThereAgain() throws Exception {
        raw(2, 3);
        await(ITEMS, 2);
        raw(2);
        refuse(await(ITEMS, 4).stream()
                .filter(line -> line.value() == null)
                .findFirst()
                .orElseThrow());
        raw(2, 3);
        await(ITEMS, 6);

        Typed redrive = redrive(strict, ExitCode.OK, "sent", 0);

        assertEquals(1, redrive.json().path("superseded").asInt(), redrive.answer());
        assertEquals(6, of(ITEMS).size());
    }

    private Typed redrive(Path catalog, ExitCode exitCode, String count, int expected) throws Exception {
        Typed redrive = transformer.type(catalog, "dlq", "redrive", "orders", "--json");
        assertEquals(exitCode, redrive.exitCode(), redrive.answer());
        assertEquals(expected, redrive.json().path(count).asInt(-1), redrive.answer());
        assertEquals(0, redrive.json().path("refused_again").asInt(), redrive.answer());
        return redrive;
    }

    private void refuse(ConsumerRecord<String, String> row) throws Exception {
        Sent.refusal(row, DEAD, transformer.kafka());
    }

    /** The next version of this test's order, with a line for each of these quantities. */
    private void raw(int... quantities) throws Exception {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < quantities.length; i++) {
            items.append(i == 0 ? "" : ",").append("{\"oi_id\":%d,\"qty\":%d}".formatted(i, quantities[i]));
        }
        Sent.by(
                "reader",
                transformer.kafka(),
                new ProducerRecord<>(
                        RAW, "{\"o_id\":" + order + "}", "{\"o_id\":%d,\"items\":[%s]}".formatted(order, items)));
    }

    /** Waits for so many records of this test's order, in their order. */
    private List<ConsumerRecord<String, String>> await(String topic, int records) {
        return Awaitility.await().atMost(LONGEST).until(() -> of(topic), found -> found.size() == records);
    }

    private List<ConsumerRecord<String, String>> of(String topic) {
        return Topic.read(transformer.kafka(), topic).stream()
                .filter(found -> found.key().matches("\\{\"o_id\":" + order + "[,}].*"))
                .toList();
    }

    private Path catalog(String name, String quantity) {
        return transformer.catalog(name, "examples/orders.yaml", "type: int, comment: 数量", quantity);
    }
}
