package io.jststream.bench.topic;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Fills a topic before a measurement begins. */
public final class Load {
    private Load() {}

    /** Appends records 0 to {@code amount} - 1 and returns when the broker has all of them. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    public static void records(int amount, IntFunction<ProducerRecord<byte[], byte[]>> record, Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("linger.ms", "20");
        properties.setProperty("batch.size", "131072");
        properties.setProperty("compression.type", "lz4");
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < amount; i++) {
                producer.send(record.apply(i), (sent, failure) -> {
                    if (failure != null) {
                        failed.set(failure);
                    }
                });
            }
        }
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException("a record was not written", failure);
        }
    }
}
