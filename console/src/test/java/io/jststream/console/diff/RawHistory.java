package io.jststream.console.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A partition of a raw topic in memory, which counts how often it is read. */
final class RawHistory implements RawPartition {
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int readings;

    /** Writes the next version of an order; null is a tombstone. */
    RawHistory write(int order, @Nullable String value) {
        records.add(new ConsumerRecord<>(
                "jst.orders.raw",
                0,
                records.size(),
                ("{\"o_id\":" + order + "}").getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8)));
        return this;
    }

    /** Writes that an order is gone, with what it was. */
    RawHistory writeGone(int order, String value) {
        write(order, value);
        records.get(records.size() - 1).headers().add(RecordHeaders.GONE_AT, "1795824000000".getBytes(UTF_8));
        return this;
    }

    @Override
    public void read(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        readings++;
        List.copyOf(records).forEach(taker);
    }

    /** Compaction takes a version away. */
    void remove(int offset) {
        records.removeIf(record -> record.offset() == offset);
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    int readings() {
        return readings;
    }
}
