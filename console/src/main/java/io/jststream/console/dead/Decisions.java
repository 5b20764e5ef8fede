package io.jststream.console.dead;

import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.KafkaFault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes decisions that move no record. */
public final class Decisions {
    private Decisions() {}

    /** Writes all of them or none. */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails where a record did
    public static void write(KafkaClients clients, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        String integration = decisions.get(0).integration();
        try (Producer<byte[], byte[]> producer = clients.producer("jst-decisions-" + integration)) {
            producer.initTransactions();
            producer.beginTransaction();
            decisions.forEach(decision -> producer.send(entry(decision)));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw KafkaFault.of(Topics.DECISIONS, e);
        }
    }

    static ProducerRecord<byte[], byte[]> entry(Decision decision) {
        String key = decision.integration() + "/" + decision.letter();
        return new ProducerRecord<>(Topics.DECISIONS, key.getBytes(StandardCharsets.UTF_8), decision.json());
    }
}
