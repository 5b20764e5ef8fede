package io.jststream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.watch.Watch;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.Ports;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the supervisor measures of a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTest {
    private static final TopicPartition TYPED = new TopicPartition("jst.shops", 0);
    private static final String SINK_GROUP = "connect-jst.shops.sink";

    private final Path data = House.newFolder("watch");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data, Ports.claim(0, "broker"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());

    @BeforeAll
    void topics() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic("jst.shops.raw", 1, (short) 1), new NewTopic("jst.shops", 1, (short) 1)))
                    .all()
                    .get();
            admin.listOffsets(Map.of(TYPED, OffsetSpec.latest())).all().get();
        }
    }

    @AfterAll
    void close() {
        broker.close();
    }

    /** Five records and the marker behind them wait; after the last record the marker is no reason to call anybody. */
    @Test
    void recordsThatWaitAreLagAndTheEndOfATransactionIsNot() throws Exception {
        writeFive();
        try (Watch watch = Watch.start(settings(Map.of()), House.catalog(), WatchTest::nobody, metrics)) {
            awaitGauge("jst.stage.lag.records", "sink", 6);
            commit(3);
            awaitGauge("jst.stage.lag.records", "sink", 3);
            commit(5);
            awaitGauge("jst.stage.committed.offsets", "sink", 5);
            awaitGauge("jst.stage.lag.records", "sink", 0);
            awaitGauge("jst.stage.lag.records", "transformer", 0);

            assertEquals(1, metrics.get("jst.kafka.up").gauge().value());
            assertTrue(metrics.get("jst.disk.free.bytes")
                            .tag("service", "kafka")
                            .gauge()
                            .value()
                    > 0);
            watch.check();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsDownAndAFolderHasRoom() throws Exception {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        try (Watch watch = Watch.start(
                settings(Map.of("JST_WATCHED_FOLDERS", "mysql=" + data)), House.catalog(), WatchTest::nobody, other)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> other.get("jst.mysql.up").gauge().value() == 0);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> other.find("jst.disk.free.bytes")
                                    .tag("service", "mysql")
                                    .gauge()
                            != null);
            watch.check();
        }
    }

    private static Connection nobody(Duration longest) throws SQLException {
        throw new SQLException("nobody at home for " + longest);
    }

    private Settings settings(Map<String, String> more) {
        return Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
                .with(more);
    }

    private void writeFive() throws Exception {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "watch-test");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int number = 0; number < 5; number++) {
                byte[] text = Integer.toString(number).getBytes(UTF_8);
                producer.send(new ProducerRecord<>(TYPED.topic(), 0, text, text))
                        .get();
            }
            producer.commitTransaction();
        }
    }

    private void commit(long offset) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.alterConsumerGroupOffsets(SINK_GROUP, Map.of(TYPED, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private void awaitGauge(String name, String stage, double expected) {
        await(name + " of " + stage)
                .atMost(Duration.ofSeconds(60))
                .until(() -> metrics.get(name).tag("stage", stage).gauge().value() == expected);
    }
}
