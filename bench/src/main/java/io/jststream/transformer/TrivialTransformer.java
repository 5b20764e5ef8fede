package io.jststream.transformer;

import io.jststream.service.Settings;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** The least that a topology can do, with the transformer's own properties: what there is to lose to the mapping. */
public final class TrivialTransformer implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private final KafkaStreams streams;

    private TrivialTransformer(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Hands every record of one topic on to another as it is. */
    public static TrivialTransformer start(Settings settings, String from, String to) {
        Topology topology = new Topology();
        topology.addSource("ingest", from)
                .addProcessor("map", Same::new, "ingest")
                .addSink("egress", to, "map");
        KafkaStreams streams = new KafkaStreams(topology, StreamsProperties.from(settings));
        streams.start();
        return new TrivialTransformer(streams);
    }

    private static final class Same extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> raw) {
            context().forward(raw);
        }
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(LONGEST_STOP)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
