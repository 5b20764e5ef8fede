package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import io.jststream.transformer.replay.KafkaReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Kafka Streams with the clients of the transformer, where a task cannot go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptedTaskTest {
    private static final String GROUP = "handing-on";
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final int PARTITIONS = 3;
    /** Its task cannot go on when it first comes. */
    private static final String FAILS = "fails";

    private final Path data = House.newFolder("corrupted-task");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
    private final Properties kafka = Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
            .kafka();
    private final Admin admin = Admin.create(kafka);
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    /** Some of it twice: Kafka Streams commits, with the tasks that are in order, what came out of the one that is not. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what was not sent does not come out
    void everythingComesOut() throws Exception {
        admin.createTopics(List.of(new NewTopic(IN, PARTITIONS, (short) 1), new NewTopic(OUT, 1, (short) 1)))
                .all()
                .get();
        List<String> sent = new ArrayList<>();
        try (KafkaReplay replay = new KafkaReplay(kafka, GROUP);
                KafkaStreams streams = streams(replay);
                Producer<String, String> in =
                        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            for (int record = 0; record < 300; record++) {
                sent.add((record % 100 == 50 ? FAILS : "goes on") + " at " + record);
                in.send(new ProducerRecord<>(IN, record % PARTITIONS, "key", sent.get(record)));
            }
            in.flush();
            streams.start();

            List<String> out = List.copyOf(out(sent.size()));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertEquals(ofPartition(partition, sent), ofPartition(partition, out));
            }
        }
    }

    private static List<String> ofPartition(int partition, List<String> values) {
        return values.stream()
                .filter(value -> Integer.parseInt(value.replaceAll("\\D", "")) % PARTITIONS == partition)
                .toList();
    }

    private KafkaStreams streams(KafkaReplay replay) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class.getName());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, data.resolve("state").toString());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        Topology topology = new Topology();
        topology.addSource("source", IN)
                .addProcessor("processor", HandsOn::new, "source")
                .addSink("sink", OUT, "processor");
        return new KafkaStreams(topology, new StreamsConfig(properties), replay.clients());
    }

    private final class HandsOn extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            if (record.value().startsWith(FAILS) && failed.add(record.value())) {
                throw new TaskCorruptedException(
                        Set.of(context().taskId())); // as where Kafka takes no row for two minutes
            }
            context().forward(record);
        }
    }

    /** Each once, in the order in which they came first. */
    private Set<String> out(int most) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Set<String> values = new LinkedHashSet<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(OUT, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (values.size() < most && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
