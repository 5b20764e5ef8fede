package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** The last records of a topic, for a person. */
public final class Tail {
    /** Each record may have a transaction of its own, whose end takes an offset too. */
    private static final int OFFSETS_A_RECORD = 2;
    /** Where there were fewer records than offsets, so many times as far back. */
    private static final int FURTHER = 8;

    private Tail() {}

    /** At most so many values, the newest last. Of a topic that holds many more, what is before them is not read. */
    public static List<String> read(KafkaClients clients, String topic, int most) {
        try {
            Deque<String> last = new ArrayDeque<>();
            boolean whole = false;
            for (long back = (long) OFFSETS_A_RECORD * most; !whole && last.size() < most; back *= FURTHER) {
                last.clear();
                whole = WholeTopic.readLast(back, clients, topic, found -> {
                    last.addLast(new String(found.value(), UTF_8));
                    if (last.size() > most) {
                        last.removeFirst();
                    }
                });
            }
            return List.copyOf(last);
        } catch (KafkaException e) {
            throw KafkaFault.of(topic, e);
        }
    }
}
