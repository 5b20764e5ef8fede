package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.Topic;
import io.jststream.integration.RecordHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that the mapping lets through and MySQL refuses: each is named in the dead letters, and stops no other. */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedRowTest {
    /** A refused row goes from task to task, of which there are twelve. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final int MANY = 2000;

    private final SinkStack sink = new SinkStack("refused", Map.of("JST_TOPIC_PARTITIONS", "12"));
    /** Shops of each test are its own. */
    private int first = -MANY;

    @BeforeAll
    void up() throws Exception {
        sink.up();
        sink.sql("ALTER TABLE shops ADD CONSTRAINT no_refused CHECK (shop_name NOT LIKE 'refused%')");
    }

    @AfterAll
    void down() {
        sink.close();
    }

    @BeforeEach
    void ownShops() throws Exception {
        first += MANY;
        sink.awaitRunning();
        sink.sql("DELETE FROM shops");
    }

    @Test
    void oneRefusedRowAmongTwoThousandIsNamedAndStopsNoOther() {
        double restarts = sink.counter("jst_sink_restarts_total");
        double refused = sink.counter("jst_sink_refused_total");
        Map<Integer, String> names = names("good");
        names.put(first + 1234, "refused");

        sink.produce(names);

        names.remove(first + 1234);
        sink.awaitNames(names, SOON);
        ConsumerRecord<String, String> letter = awaitLetters(1).get(0);
        assertEquals(SinkStack.key(first + 1234), letter.key());
        assertTrue(letter.value().contains("\"shop_name\":\"refused\""), letter.value());
        assertEquals("database", Topic.header(letter, RecordHeaders.DEAD_RULE));
        assertEquals(
                "Check constraint 'no_refused' is violated. (error 3819, SQL state HY000)",
                Topic.header(letter, RecordHeaders.DEAD_REASON));
        assertStoodThere(letter);
        sink.awaitRunning();
        Awaitility.await().until(() -> sink.counter("jst_sink_refused_total") == refused + 1);
        assertTrue(sink.counter("jst_sink_restarts_total") > restarts);
    }

    @Test
    void twentyRefusedRowsOfOneBatchAreNamedAndTheirLaterVersionsWritten() {
        Map<Integer, String> names = names("good");
        IntStream.range(0, 20).forEach(i -> names.put(first + 97 * i, "refused"));
        Map<Integer, String> later = Map.of(first, "better", first + 97, "better", first + 1, "newer");

        sink.produce(names);
        sink.produce(later);

        names.values().removeIf("refused"::equals);
        names.putAll(later);
        sink.awaitNames(names, SOON);
        assertEquals(20, Topic.counts(awaitLetters(20)).size());
        sink.awaitRunning();
    }

    @Test
    void aRefusedDeletionIsNamedAndStopsNoOther() throws Exception {
        Map<Integer, String> names = names("good");
        sink.produce(names);
        sink.awaitNames(names, SOON);
        sink.sql(
                "CREATE TABLE orders (shop_id BIGINT, FOREIGN KEY (shop_id) REFERENCES shops (shop_id))",
                "INSERT INTO orders VALUES (" + first + ")");

        sink.bury(List.of(first, first + 1, first + 2));

        names.keySet().removeAll(List.of(first + 1, first + 2));
        sink.awaitNames(names, SOON);
        ConsumerRecord<String, String> letter = awaitLetters(1).get(0);
        assertEquals(SinkStack.key(first), letter.key());
        assertNull(letter.value());
        assertTrue(Topic.header(letter, RecordHeaders.DEAD_REASON).contains("(error 1451, SQL state 23000)"));
        sink.sql("DROP TABLE orders");
        sink.awaitRunning();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1406 | MODIFY shop_name VARCHAR(10) NOT NULL | shop_name | MODIFY shop_name VARCHAR(255) NOT NULL",
                "1048 | MODIFY nick VARCHAR(255) NOT NULL | nick | MODIFY nick VARCHAR(255) NULL"
            })
    void sayWhichColumnIsToBlame(int error, String change, String column, String back) throws Exception {
        sink.sql("ALTER TABLE shops " + change);

        sink.produce(Map.of(first, "far too long for the column"));

        ConsumerRecord<String, String> letter = awaitLetters(1).get(0);
        assertEquals(column, Topic.header(letter, RecordHeaders.DEAD_FIELD));
        String reason = Topic.header(letter, RecordHeaders.DEAD_REASON);
        assertTrue(reason.contains("error " + error), reason);
        sink.sql("ALTER TABLE shops " + back);
    }

    @Test
    void aTriggersRefusalIsTheRowsOwn() throws Exception {
        sink.sql(
                "CREATE TRIGGER guard BEFORE INSERT ON shops FOR EACH ROW BEGIN"
                        + " IF NEW.shop_name = 'guarded' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not here'; END IF; END");

        sink.produce(Map.of(first, "guarded", first + 1, "good"));

        sink.awaitNames(Map.of(first + 1, "good"), SOON);
        assertEquals(
                "not here (error 1644, SQL state 45000)",
                Topic.header(awaitLetters(1).get(0), RecordHeaders.DEAD_REASON));
        sink.sql("DROP TRIGGER guard");
    }

    @Test
    void refusedRowsAreNamedOnceTheDatabaseIsBackAndNoOthers() {
        Map<Integer, String> names = names("good");
        IntStream.range(0, 20).forEach(i -> names.put(first + 97 * i, "refused"));
        sink.produce(names);

        sink.compose().docker("kill", "mysql");
        Awaitility.await().atMost(SOON).until(() -> sink.status().contains("FAILED"));
        sink.compose().docker("start", "mysql");

        names.values().removeIf("refused"::equals);
        sink.awaitNames(names, SOON);
        assertEquals(20, Topic.counts(awaitLetters(20)).size());
        sink.awaitRunning();
    }

    @Test
    void aSupervisorKilledHalfWayNamesEachRowOnce() {
        Map<Integer, String> names = names("good");
        IntStream.range(0, 200).forEach(i -> names.put(first + 7 * i, "refused"));
        sink.produce(names);

        Awaitility.await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sink.status().contains("FAILED"));
        sink.compose().docker("kill", "supervisor");
        sink.compose().docker("start", "supervisor");

        names.values().removeIf("refused"::equals);
        sink.awaitNames(names, SOON.multipliedBy(2));
        assertEquals(200, Topic.counts(awaitLetters(200)).size());
    }

    private Map<Integer, String> names(String name) {
        return IntStream.range(first, first + MANY)
                .boxed()
                .collect(Collectors.toMap(shop -> shop, shop -> name, (one, other) -> one, TreeMap::new));
    }

    /** Waits for so many dead letters of this test's shops; there must not be more of them. */
    private List<ConsumerRecord<String, String>> awaitLetters(int count) {
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> letters().size() >= count);
        List<ConsumerRecord<String, String>> letters = letters();
        assertEquals(count, letters.size());
        return letters;
    }

    private List<ConsumerRecord<String, String>> letters() {
        return Topic.read(sink.kafka(), SinkStack.DEAD).stream()
                .filter(letter -> {
                    int shop = Integer.parseInt(letter.key().replaceAll("\\D", ""));
                    return shop >= first && shop < first + MANY;
                })
                .toList();
    }

    /** The place that a dead letter names is that of the row. */
    private void assertStoodThere(ConsumerRecord<String, String> letter) {
        assertEquals(SinkStack.TYPED, Topic.header(letter, RecordHeaders.DEAD_TOPIC));
        ConsumerRecord<String, String> row = Topic.read(sink.kafka(), SinkStack.TYPED).stream()
                .filter(found -> String.valueOf(found.offset()).equals(Topic.header(letter, RecordHeaders.DEAD_OFFSET))
                        && String.valueOf(found.partition()).equals(Topic.header(letter, RecordHeaders.DEAD_PARTITION)))
                .findFirst()
                .orElseThrow();
        assertEquals(row.key(), letter.key());
        assertEquals(row.value(), letter.value());
    }
}
