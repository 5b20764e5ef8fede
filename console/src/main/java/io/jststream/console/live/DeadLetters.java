package io.jststream.console.live;

import io.jststream.integration.Integration;
import io.jststream.producer.publish.History;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.Settings;
import java.util.concurrent.atomic.AtomicLong;

/** How many dead letters an integration has. */
public final class DeadLetters {
    private DeadLetters() {}

    /** Reads them: offsets count the ends of transactions too. There should be few. */
    public static long count(Settings settings, Integration integration) {
        AtomicLong count = new AtomicLong();
        History.read(KafkaClients.of(settings.kafka()), integration.topics().dead(), letter -> count.incrementAndGet());
        return count.get();
    }
}
