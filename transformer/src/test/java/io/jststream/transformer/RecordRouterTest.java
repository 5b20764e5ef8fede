package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Target;
import io.jststream.transformer.replay.Superseded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What the mapper cannot show: its own bugs, and records that it never sees. */
final class RecordRouterTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RecordCounters counters =
            new RecordCounters("shops", new Target("shops", List.of(), List.of()), metrics);
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

    @Test
    void makesADeadLetterOfWhatTheMapperFailsAt() {
        Mapping buggy = (key, value, goneSince) -> {
            throw new IllegalStateException("payload 店铺");
        };

        route(buggy, Superseded.of(), 42);

        MockProcessorContext.CapturedForward<? extends byte[], ? extends byte[]> forwarded =
                context.forwarded().get(0);
        assertEquals("shops-dead", forwarded.childName().orElseThrow());
        assertArrayEquals(new byte[] {2}, forwarded.record().value());
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

    @Test
    void leavesOutWhatIsSupersededAndCountsIt() {
        Mapping copies = (key, value, goneSince) -> new Mapped.Typed(new byte[] {3}, value, List.of());

        route(copies, Superseded.of(41, 43), 41);
        assertEquals(0, context.forwarded().size());

        route(copies, Superseded.of(41, 43), 42);
        assertEquals(1, context.forwarded().size());
        assertEquals(1, records("superseded"));
        assertEquals(1, records("typed"));
    }

    private void route(Mapping mapping, Superseded superseded, long offset) {
        RecordRouter router = new RecordRouter(
                new GuardedMapping(mapping),
                "v1",
                partition -> superseded,
                counters,
                new LineRouter(Shops.integration(), counters),
                "shops-typed",
                "shops-dead");
        context.setRecordMetadata("jst.shops.raw", 3, offset);
        router.init(context);
        router.process(new Record<>(new byte[] {1}, new byte[] {2}, 0));
    }

    private double records(String outcome) {
        return metrics.get("jst.records").tag("outcome", outcome).counter().count();
    }

    private static String header(Record<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
