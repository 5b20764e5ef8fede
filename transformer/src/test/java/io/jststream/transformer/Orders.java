package io.jststream.transformer;

import io.jststream.integration.Integration;
import io.jststream.service.Settings;
import io.jststream.transformer.mapping.Shops;
import io.jststream.transformer.replay.Replay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The transformer of the orders with two lists, and what the tables would hold by what it has sent. Another one can go on with its
 * store; what becomes of that when a process ends or is killed, the tests with a broker see.
 */
final class Orders implements AutoCloseable {
    private final Path state;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> raw;
    private final Map<String, TestOutputTopic<byte[], byte[]>> topics = new TreeMap<>();
    private final Map<String, Map<String, String>> tables;

    Orders(Path state) {
        this(state, new SimpleMeterRegistry());
    }

    Orders(Path state, MeterRegistry metrics) {
        this(Shops.withLists(), state, new TreeMap<>(), metrics);
    }

    /** Ends, and has another one go on with the store and the tables. */
    Orders restart(Integration orders) {
        List<KeyValue<byte[], byte[]>> entries = new ArrayList<>();
        try (var all = store().all()) {
            all.forEachRemaining(entries::add);
        }
        driver.close();
        Orders next = new Orders(orders, state, tables, new SimpleMeterRegistry());
        next.store().putAll(entries);
        return next;
    }

    private KeyValueStore<byte[], byte[]> store() {
        return driver.getKeyValueStore("orders-lines");
    }

    /** @param tables what the tables hold already, by topic and key */
    private Orders(Integration orders, Path state, Map<String, Map<String, String>> tables, MeterRegistry metrics) {
        this.state = state;
        this.tables = tables;
        this.topology = TopologyBuilder.build(List.of(orders), Replay.NONE, metrics);
        this.driver = new TopologyTestDriver(
                topology, StreamsProperties.from(Settings.from(Map.of("JST_STREAMS_STATE_DIR", state.toString()))));
        this.raw = driver.createInputTopic(orders.topics().raw(), new ByteArraySerializer(), new ByteArraySerializer());
        orders.tables().forEach(table -> add(table.topic()));
        add(orders.topics().dead());
    }

    private void add(String topic) {
        topics.put(topic, driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        tables.putIfAbsent(topic, new TreeMap<>());
    }

    Topology topology() {
        return topology;
    }

    /** Sends a version of an order; returns what comes out, topic by topic: {@code items {key} {value}}. */
    List<String> send(int order, @Nullable String fields) {
        byte @Nullable [] value = fields == null ? null : bytes("{\"o_id\":" + order + fields + "}");
        raw.pipeInput(new TestRecord<>(bytes("{\"o_id\":" + order + "}"), value));
        List<String> sent = new ArrayList<>();
        topics.forEach((topic, output) -> output.readRecordsToList().forEach(record -> sent.add(take(topic, record))));
        return sent;
    }

    private String take(String topic, TestRecord<byte[], byte[]> record) {
        String key = text(record.key());
        if (record.value() == null) {
            table(topic).remove(key);
            return topic + " " + key + " gone";
        }
        table(topic).put(key, text(record.value()));
        return topic + " " + key;
    }

    /** What the table of a topic would hold. */
    Map<String, String> table(String topic) {
        return tables.computeIfAbsent(topic, unused -> new TreeMap<>());
    }

    /** How many records the store has lines of. */
    int stored() {
        int entries = 0;
        try (var all = store().all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    /** How many changes of the store have gone to its changelog. */
    long logged() {
        return driver.producedTopicNames().contains("jst-transformer-orders-lines-changelog")
                ? driver.createOutputTopic(
                                "jst-transformer-orders-lines-changelog",
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readRecordsToList()
                        .size()
                : 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
