package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.RecordHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** A bug in the mapper must cost one record only. */
final class RecordRouterTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();

    @Test
    void makesADeadLetterOfWhatTheMapperFailsAt() {
        Mapping buggy = (key, value) -> {
            throw new IllegalStateException("payload 店铺");
        };
        RecordRouter router = new RecordRouter(
                buggy, "v1", new RecordCounters("shops", List.of(), metrics), "shops-typed", "shops-dead");
        context.setRecordMetadata("jst.shops.raw", 3, 42);
        router.init(context);

        router.process(new Record<>(new byte[] {1}, new byte[] {2}, 0));

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

    private static String header(Record<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
