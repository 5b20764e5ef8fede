package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.CatalogNote;
import io.jststream.connect.Setup;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A transformer that is started between a change of the catalog and its setup, as after a crash: a sink leaves out a column that its
 * connector has not got yet, and a mark is sent once.
 */
class AppliedCatalogTest {
    private static final String SHOP =
            "{\"shop_id\":%d,\"shop_name\":\"甲\",\"session_expired\":\"------永久授权------\",\"co_id\":1}";

    private final Path data = House.newFolder("applied");
    private final Path catalog = data.resolve("catalog");
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("broker"), 0);
    private final Map<String, String> environment =
            Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_CATALOG", catalog.toString());
    private final Settings settings = Settings.from(environment);
    private final Properties kafka = settings.kafka();
    private final Topics topics = new Topics("shops");

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void mapsByTheCatalogThatTablesAndConnectorsWereMadeForUntilTheyAreMadeForTheNextOne() throws Exception {
        write(shops());
        new Setup(settings, Catalog.load(catalog)).topics();
        try (Fork transformer = transformer()) {
            send(1, SHOP.formatted(1), "");
            assertNotNull(last(1).value(), "without a note as the catalog is");
            end(transformer);
        }
        note();

        write(shops().replace("gone: {", "gone: {do: mark, "));
        try (Fork transformer = transformer()) {
            send(1, SHOP.formatted(1), "1790000000000");
            assertNull(last(1).value(), "deleted: nothing has a place for the mark yet");
            assertTrue(
                    transformer.output().contains("The catalog has what table and connector have no place for yet"),
                    transformer.output());

            note();
            long starts = starts(transformer);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> starts(transformer) > starts);
            send(2, SHOP.formatted(2), "1790000000000");
            assertTrue(last(2).value().contains("\"gone_at\":\""), last(2).value());
            end(transformer);
        }
    }

    private static long starts(Fork transformer) {
        return transformer
                .output()
                .lines()
                .filter(line -> line.contains("Status page at port"))
                .count();
    }

    @Test
    void endsWhereItDoesNotUnderstandTheFileAndGoesByTheCatalogWhereSomebodyHasRemovedIt() throws Exception {
        write(shops());
        new Setup(settings, Catalog.load(catalog)).topics();
        noteByHand("name: of another version");
        try (Fork transformer = transformer()) {
            assertEquals(2, transformer.await(), transformer.output());
            assertTrue(
                    transformer.output().contains("made for a file that this version does not understand"),
                    transformer.output());
        }

        noteByHand(null);
        try (Fork transformer = transformer()) {
            send(1, SHOP.formatted(1), "");
            assertNotNull(last(1).value());
            end(transformer);
        }
    }

    private void noteByHand(@Nullable String file) throws Exception {
        try (KafkaProducer<String, @Nullable String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.CATALOG, "shops", file)).get();
        }
    }

    @Test
    void goesByTheCatalogWhereAnOlderSetupHasMadeNoTopicForNotes() throws Exception {
        write(shops());
        new Setup(settings, Catalog.load(catalog)).topics();
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(List.of(Topics.CATALOG)).all().get();
        }
        try (Fork transformer = transformer()) {
            send(1, SHOP.formatted(1), "");
            assertNotNull(last(1).value());
            end(transformer);
        }
    }

    @Test
    void takesAChangeAtOnceThatNothingHasToBeMadeFor() throws Exception {
        write(shops());
        new Setup(settings, Catalog.load(catalog)).topics();
        note();

        write(shops().replace("value: \"{shop_name}\"", "value: \"{shop_name}!\""));
        try (Fork transformer = transformer()) {
            send(1, SHOP.formatted(1), "");
            assertTrue(last(1).value().contains("\"甲!\""), last(1).value());
            end(transformer);
        }
    }

    private static String shops() {
        return House.read(House.ROOT.resolve("catalog/shops.yaml"));
    }

    private void write(String file) throws Exception {
        Files.createDirectories(catalog);
        Files.writeString(catalog.resolve("shops.yaml"), file);
    }

    /** What the setup does when it has made everything. */
    private void note() throws Exception {
        new CatalogNote(settings, catalog).write(Catalog.load(catalog));
    }

    private Fork transformer() {
        return Fork.start(data, environment, "io.jststream.transformer.TransformerMain");
    }

    private static void end(Fork transformer) throws InterruptedException {
        transformer.terminate();
        assertEquals(0, transformer.await(), transformer.output());
    }

    private void send(int shop, String value, String goneAt) throws Exception {
        ProducerRecord<String, String> record = new ProducerRecord<>(topics.raw(), key(shop), value);
        if (!goneAt.isEmpty()) {
            record.headers().add(RecordHeaders.GONE_AT, goneAt.getBytes(StandardCharsets.UTF_8));
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        }
    }

    /** The newest version of the shop, when the transformer has mapped what was sent. */
    private ConsumerRecord<String, String> last(int shop) {
        int sent = versions(topics.raw(), shop).size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> versions(topics.typed(), shop).size() == sent);
        return versions(topics.typed(), shop).get(sent - 1);
    }

    private static String key(int shop) {
        return "{\"shop_id\":" + shop + "}";
    }

    private List<ConsumerRecord<String, String>> versions(String topic, int shop) {
        return Topic.read(kafka, topic).stream()
                .filter(found -> found.key().equals(key(shop)))
                .toList();
    }
}
