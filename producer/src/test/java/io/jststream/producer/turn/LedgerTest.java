package io.jststream.producer.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.publish.RawTopic;
import io.jststream.service.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final RawTopic topic = new RawTopic(Shops.integration(), Shops.ACCOUNT, kafka);

    /** Names and units are a contract with whoever reads the ledger. */
    @Test
    void anEntrySaysWhatTheSweepSawAndDid() {
        topic.open();

        Ledger.enter(report(Outcome.FAILED, "HTTP 502 \"x\""), topic);

        assertEquals(
                "{\"account\":\"default\",\"integration\":\"shops\",\"sweep\":\"shops-1\","
                        + "\"started\":\"2026-11-01T00:00:00Z\",\"ended\":\"2026-11-01T00:00:09.500Z\","
                        + "\"outcome\":\"failed\",\"reason\":\"HTTP 502 \\\"x\\\"\",\"calls\":7,\"wait_millis\":1500,"
                        + "\"pages\":4,\"seen\":6,\"new\":1,\"changed\":2,\"unchanged\":3,\"distinct\":5,"
                        + "\"gone\":4,\"held\":5,\"absent\":6,\"reread\":0,\"resumed\":false,\"repair\":false,\"mended\":0,"
                        + "\"hash\":\"0123456789abcdef0011223344556677\","
                        + "\"findings\":{\"repeated_key\":{\"count\":1,\"pages\":[2]},"
                        + "\"skipped_key\":{\"count\":1,\"keys\":[\"{\\\"shop_id\\\":7}\"]}}}",
                new String(kafka.ledger().get(0).value(), UTF_8));
    }

    @Test
    void everySweepHasOneHoweverItEnded() {
        topic.open();

        for (Outcome outcome : Outcome.values()) {
            Ledger.enter(report(outcome, ""), topic);
        }

        assertEquals(Outcome.values().length, kafka.ledger().size());
    }

    /** A sweep that did not get as far as Kafka has to show too. */
    @Test
    void anEntryWaitsUntilTheTopicIsOpen() {
        Ledger.enter(report(Outcome.FAILED, "no broker"), topic);
        assertEquals(List.of(), kafka.transactionalIds());

        topic.open();
        Ledger.enter(report(Outcome.COMPLETE, ""), topic);

        assertEquals(
                List.of("no broker", ""),
                kafka.ledger().stream()
                        .map(entry -> new String(entry.value(), UTF_8).replaceAll(".*\"reason\":\"([^\"]*)\".*", "$1"))
                        .toList());
    }

    @Test
    void aLedgerThatCannotBeWrittenStopsNothing() {
        topic.open();
        kafka.producer().commitTransactionException = new TimeoutException("broker away");

        assertDoesNotThrow(() -> Ledger.enter(report(Outcome.COMPLETE, ""), topic));

        kafka.goesAway(new KafkaException("Failed to construct kafka producer"));
        assertDoesNotThrow(() -> Ledger.enter(report(Outcome.COMPLETE, ""), topic));
        assertEquals(0, kafka.ledger().size());
    }

    private static Seen seen() {
        Findings findings = new Findings();
        findings.add(Finding.REPEATED_KEY, 1, 2);
        findings.add(Finding.SKIPPED_KEY, List.of("{\"shop_id\":7}"));
        return new Seen(4, new Changes(1, 2, 3), 5, findings, ContentSum.parse("0123456789abcdef0011223344556677"));
    }

    private static SweepReport report(Outcome outcome, String reason) {
        return new SweepReport(
                "default",
                "shops",
                "shops-1",
                0,
                false,
                Turn.Kind.USUAL,
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-01T00:00:09.500Z"),
                7,
                Duration.ofMillis(1500),
                seen(),
                new SweepReport.Departed(4, 5, 6),
                outcome,
                ExitCode.OK,
                reason);
    }
}
