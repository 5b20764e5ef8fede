package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Target;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.mapping.GuardedMapping;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.Mapping;
import io.jststream.transformer.mapping.Shops;
import io.jststream.transformer.replay.PartitionReplay;
import io.jststream.transformer.replay.Past;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the mapper cannot show: its own bugs, and records that it never sees. */
final class RecordRouterTest {
    private static final long NOW = 1_764_000_000_000L;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RecordCounters counters =
            new RecordCounters("shops", new Target("shops", List.of(), List.of()), metrics);
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

    @Test
    void makesADeadLetterOfWhatTheMapperFailsAt() {
        Mapping buggy = (key, value, goneSince) -> {
            throw new IllegalStateException("payload 店铺");
        };

        route(buggy, 42);

        MockProcessorContext.CapturedForward<? extends byte[], ? extends byte[]> forwarded =
                context.forwarded().get(0);
        assertEquals("shops-dead", forwarded.childName().orElseThrow());
        assertArrayEquals(new byte[] {2}, forwarded.record().value());
        assertEquals(NOW, forwarded.record().timestamp(), "when it was refused");
        assertEquals("internal", header(forwarded.record(), RecordHeaders.DEAD_RULE));
        assertEquals("42", header(forwarded.record(), RecordHeaders.DEAD_OFFSET));
        String reason = header(forwarded.record(), RecordHeaders.DEAD_REASON);
        assertTrue(reason.contains("IllegalStateException at io.jststream.transformer.RecordRouterTest"), reason);
        assertEquals(
                1,
                metrics.get("jst.dead.letters")
                        .tag("rule", "internal")
                        .counter()
                        .count());
    }

    /** What is new is mapped first; of the history comes out what it did not make old. */
    @Test
    void mapsTheHistoryBesideWhatIsNew() {
        Past past = new Past("a 1", "b 1", "c bad", "b 2");
        RecordRouter router = router(RecordRouterTest::copy, past.replay());
        context.setRecordMetadata("jst.shops.raw", 2, 4);

        router.process(new Record<>(bytes("a"), bytes("9"), 0));
        for (int turn = 0; turn < 3; turn++) {
            context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        }

        assertEquals(
                List.of("shops-typed a 9", "shops-typed b 2", "shops-dead c bad"),
                context.forwarded().stream().map(RecordRouterTest::describe).toList());
        assertEquals("2", header(context.forwarded().get(2).record(), RecordHeaders.DEAD_OFFSET));
        assertEquals("2", header(context.forwarded().get(2).record(), RecordHeaders.DEAD_PARTITION));
        assertEquals(2, records("superseded"));
        assertEquals(2, records("typed"));
        assertTrue(context.scheduledPunctuators().get(0).cancelled());
    }

    /** Only what row a record is a version of is new to this task. */
    @Test
    void sendsNothingThatWasMappedBefore() {
        Past past = new Past("a 1", "b 1", "c 1", "b bad", "c 2");
        RecordRouter router =
                router(RecordRouterTest::copy, past.replay(new OffsetAndMetadata(3, "mapped from 2 on, down to 0")));

        for (int turn = 0; turn < 4; turn++) {
            context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
        }

        assertEquals(
                List.of("shops-typed b 1", "shops-typed a 1"),
                context.forwarded().stream().map(RecordRouterTest::describe).toList());
        assertEquals(0, records("superseded"));
        router.close();
    }

    private static Mapped copy(byte @Nullable [] key, byte @Nullable [] value, @Nullable String goneSince) {
        return key == null || value == null || text(value).equals("bad")
                ? new Mapped.Dead(new Refusal(Rule.JSON, null, "found no object", null))
                : new Mapped.Typed(key, value, List.of());
    }

    private void route(Mapping mapping, long offset) {
        RecordRouter router = router(mapping, null);
        context.setRecordMetadata("jst.shops.raw", 3, offset);
        router.process(new Record<>(new byte[] {1}, new byte[] {2}, 0));
    }

    private RecordRouter router(Mapping mapping, @Nullable PartitionReplay replay) {
        RecordRouter router = new RecordRouter(
                new GuardedMapping(mapping),
                "v1",
                partition -> Optional.ofNullable(replay),
                counters,
                new LineRouter(Shops.integration(), counters),
                "shops-typed",
                "shops-dead");
        context.setCurrentSystemTimeMs(NOW);
        router.init(context);
        return router;
    }

    private static String describe(MockProcessorContext.CapturedForward<? extends byte[], ? extends byte[]> forwarded) {
        return forwarded.childName().orElseThrow() + " "
                + text(forwarded.record().key()) + " " + text(forwarded.record().value());
    }

    private double records(String outcome) {
        return metrics.get("jst.records").tag("outcome", outcome).counter().count();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String header(Record<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
