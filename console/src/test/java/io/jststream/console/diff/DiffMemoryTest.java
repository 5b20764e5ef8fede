package io.jststream.console.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * What a comparison holds in memory where every row changes: {@code -Ddiff.records=1000000} prints the figure for another number of
 * records.
 */
class DiffMemoryTest {
    private static final int RECORDS = Integer.getInteger("diff.records", 50_000);
    /** A row alone takes more. */
    private static final int MOST_BYTES_A_RECORD = 200;

    private static final String FILLING = "x".repeat(1_000);

    private long before;
    private long most;

    @Test
    void holdsNoRows() {
        MappingDiff diff = new MappingDiff(OrderFiles.running(), OrderFiles.with("{items.sku}", "{items.sku}!"), 10);
        before = used();

        diff.take(this::read);

        assertEquals(RECORDS, diff.report().json().at("/lists/0/changed").asInt());
        System.out.println(RECORDS + " records: " + (most - before) / (1 << 20) + " MiB");
        assertTrue((most - before) / RECORDS < MOST_BYTES_A_RECORD, () -> (most - before) + " bytes");
    }

    /** Makes each record when it is read. */
    private void read(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        for (int order = 0; order < RECORDS; order++) {
            taker.accept(new ConsumerRecord<>(
                    "jst.orders.raw",
                    0,
                    order,
                    ("{\"o_id\":" + order + "}").getBytes(UTF_8),
                    "{\"o_id\":%d,\"note\":\"%s\",\"items\":[{\"oi_id\":1,\"sku\":\"a\"}]}"
                            .formatted(order, FILLING)
                            .getBytes(UTF_8)));
        }
        most = Math.max(most, used());
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
