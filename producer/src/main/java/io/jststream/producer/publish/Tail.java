package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** The last records of a topic, for a person. */
public final class Tail {
    private Tail() {}

    /** At most so many values, the newest last. Reads the topic as a whole: a ledger is small. */
    public static List<String> read(KafkaClients clients, String topic, int most) {
        Deque<String> last = new ArrayDeque<>();
        try {
            WholeTopic.read(clients, topic, found -> {
                last.addLast(new String(found.value(), UTF_8));
                if (last.size() > most) {
                    last.removeFirst();
                }
            });
        } catch (KafkaException e) {
            throw KafkaFault.of(topic, e);
        }
        return List.copyOf(last);
    }
}
