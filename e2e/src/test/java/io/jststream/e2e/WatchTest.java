package io.jststream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.watch.Watch;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Warnings;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
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
    /** Everybody may do everything, until a test takes a right away. */
    private final EmbeddedBroker broker = EmbeddedBroker.start(
            data,
            Ports.claim(0, "broker"),
            Map.of(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "allow.everyone.if.no.acl.found",
                    "true"));

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());

    @BeforeAll
    void topics() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            create(admin, "jst.shops.raw", "jst.shops");
        }
    }

    private static void create(Admin admin, String... topics) throws Exception {
        admin.createTopics(Stream.of(topics)
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all()
                .get();
        Map<TopicPartition, OffsetSpec> ends = Stream.of(topics)
                .collect(Collectors.toMap(topic -> new TopicPartition(topic, 0), topic -> OffsetSpec.latest()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> answered(admin.listOffsets(ends).all()));
    }

    private static boolean answered(KafkaFuture<?> question) throws Exception {
        return question.toCompletionStage()
                .handle((answer, refused) -> refused == null)
                .toCompletableFuture()
                .get();
    }

    @AfterAll
    void close() {
        broker.close();
    }

    /** Five records and the marker behind them wait; after the last record the marker is no reason to call anybody. */
    @Test
    void recordsThatWaitAreLagAndTheEndOfATransactionIsNot() throws Exception {
        write(TYPED.topic(), 5);
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

    /** Which is another answer than none: what is not refused is measured, and no other alert is kept back. */
    @Test
    void aRightThatIsMissingCostsItsOwnFiguresAlone() throws Exception {
        List<Integration> integrations = List.of(named("stores"), named("markets"));
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        try (Admin admin = Admin.create(kafka);
                Warnings warnings = new Warnings(Watch.class.getPackageName())) {
            create(admin, "jst.stores.raw", "jst.stores", "jst.markets");
            write("jst.markets", 1);
            commit(admin, "connect-jst.stores.sink", new TopicPartition("jst.stores", 0), 4);
            deny(admin, ResourceType.GROUP, "jst-transformer", AclOperation.DESCRIBE);
            deny(admin, ResourceType.TOPIC, "jst.markets", AclOperation.READ);
            deny(admin, ResourceType.CLUSTER, Resource.CLUSTER_NAME, AclOperation.DESCRIBE);
            // The broker learns of them in this order, a moment after the controller.
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            !answered(admin.describeAcls(AclBindingFilter.ANY).values()));
            try (Watch watch = Watch.start(settings(Map.of()), integrations, WatchTest::nobody, other)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> warnings.text().contains("READ"));
                await().atMost(Duration.ofSeconds(60)).until(() -> lag(other, "sink", "stores") == 0);

                assertEquals(1, other.get("jst.kafka.up").gauge().value());
                assertEquals(
                        4,
                        other.get("jst.stage.committed.offsets")
                                .tag("stage", "sink")
                                .tag("integration", "stores")
                                .gauge()
                                .value());
                assertTrue(Double.isNaN(lag(other, "transformer", "stores")));
                assertTrue(Double.isNaN(lag(other, "transformer", "markets")));
                assertTrue(Double.isNaN(lag(other, "sink", "markets")));
                assertNull(other.find("jst.disk.free.bytes")
                        .tag("service", "kafka")
                        .gauge());
                watch.check();
            } finally {
                admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
            }
            assertEquals(
                    List.of(
                            "The lag of some stages is not known: the topic jst.markets.raw is not there;"
                                    + " the login lacks DESCRIBE on the group jst-transformer",
                            "Not every broker tells how full its disks are: the login lacks DESCRIBE on the cluster",
                            "The lag of some stages is not known: the login lacks READ on the topic jst.markets;"
                                    + " the topic jst.markets.raw is not there;"
                                    + " the login lacks DESCRIBE on the group jst-transformer"),
                    warnings.lines().stream()
                            .filter(line -> !line.startsWith("The tables' database"))
                            .toList());
        }
    }

    /** It is not lag, since nobody may read it: a transaction that never ends would hide whatever comes behind it. */
    @Test
    void recordsBehindAnOpenTransactionAreMeasuredUntilItHasEnded() throws Exception {
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        try (Admin admin = Admin.create(kafka)) {
            create(admin, "jst.depots.raw", "jst.depots");
        }
        write("jst.depots", 2);
        try (KafkaProducer<byte[], byte[]> hanging = producer("hanging");
                Watch watch = Watch.start(settings(Map.of()), List.of(named("depots")), WatchTest::nobody, other)) {
            begin(hanging, "jst.depots", 1);
            write("jst.depots", 3);
            awaitDepots(other, "jst.stage.open.offsets", "sink", 5);
            awaitDepots(other, "jst.stage.lag.records", "sink", 3);
            await().atMost(Duration.ofSeconds(60)).until(() -> depots(other, "jst.stage.open.seconds", "sink") > 5);
            assertEquals(0, depots(other, "jst.stage.open.offsets", "transformer"));
            assertEquals(0, depots(other, "jst.stage.open.seconds", "transformer"));

            hanging.commitTransaction();
            awaitDepots(other, "jst.stage.open.offsets", "sink", 0);
            awaitDepots(other, "jst.stage.open.seconds", "sink", 0);
            awaitDepots(other, "jst.stage.lag.records", "sink", 9);
            watch.check();
        }
    }

    private static void awaitDepots(SimpleMeterRegistry metrics, String name, String stage, double expected) {
        await(name + " of " + stage)
                .atMost(Duration.ofSeconds(60))
                .until(() -> depots(metrics, name, stage) == expected);
    }

    private static double depots(SimpleMeterRegistry metrics, String name, String stage) {
        return metrics.get(name).tag("stage", stage).gauge().value();
    }

    private static Integration named(String name) {
        return Catalog.parse(
                name,
                House.read(House.ROOT.resolve("catalog/shops.yaml"))
                        .replace("name: shops", "name: " + name)
                        .replace("table: shops", "table: " + name));
    }

    private static double lag(SimpleMeterRegistry metrics, String stage, String integration) {
        return metrics.get("jst.stage.lag.records")
                .tag("stage", stage)
                .tag("integration", integration)
                .gauge()
                .value();
    }

    /** Of all that can be done there this alone is taken away from everybody. */
    private static void deny(Admin admin, ResourceType type, String name, AclOperation operation) throws Exception {
        ResourcePattern resource = new ResourcePattern(type, name, PatternType.LITERAL);
        admin.createAcls(List.of(
                        new AclBinding(
                                resource,
                                new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
                        new AclBinding(
                                resource, new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY))))
                .all()
                .get();
    }

    private static Connection nobody(Duration longest) throws SQLException {
        throw new SQLException("nobody at home for " + longest);
    }

    private Settings settings(Map<String, String> more) {
        return Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers()))
                .with(more);
    }

    private void write(String topic, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("watch-test")) {
            begin(producer, topic, records);
            producer.commitTransaction();
        }
    }

    private KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void begin(KafkaProducer<byte[], byte[]> producer, String topic, int records) throws Exception {
        producer.initTransactions();
        producer.beginTransaction();
        for (int number = 0; number < records; number++) {
            byte[] text = Integer.toString(number).getBytes(UTF_8);
            producer.send(new ProducerRecord<>(topic, 0, text, text)).get();
        }
    }

    private void commit(long offset) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            commit(admin, SINK_GROUP, TYPED, offset);
        }
    }

    private static void commit(Admin admin, String group, TopicPartition partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private void awaitGauge(String name, String stage, double expected) {
        await(name + " of " + stage)
                .atMost(Duration.ofSeconds(60))
                .until(() -> metrics.get(name).tag("stage", stage).gauge().value() == expected);
    }
}
