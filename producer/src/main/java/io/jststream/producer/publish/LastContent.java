package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads again what was published last of some records: the producer remembers hashes, and a marked row keeps its values. */
final class LastContent {
    private LastContent() {}

    /**
     * The last content of each of the keys. Takes one reading of the topic, and memory for these records alone.
     *
     * @throws OperatorException where the topic does not hold one of them any more
     */
    static Map<String, byte[]> of(Collection<String> keys, KafkaClients clients, String topic, String account) {
        Set<String> wanted = new HashSet<>(keys);
        Map<String, byte[]> contents = new HashMap<>();
        WholeTopic.read(clients, topic, published -> {
            String key = new String(published.key(), UTF_8);
            if (wanted.contains(key) && KnownContent.isOf(account, published)) {
                take(key, published, contents);
            }
        });
        List<String> missing = wanted.stream()
                .filter(key -> !contents.containsKey(key))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    topic + ": holds nothing of " + missing.size() + " records that were published to it, "
                            + missing.get(0)
                            + " among them, expected their last content for rows that are to be marked; the next sweep reads"
                            + " the topic anew");
        }
        return contents;
    }

    private static void take(String key, ConsumerRecord<byte[], byte[]> published, Map<String, byte[]> contents) {
        if (published.value() == null) {
            contents.remove(key);
        } else {
            contents.put(key, published.value());
        }
    }
}
