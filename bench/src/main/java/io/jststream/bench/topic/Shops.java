package io.jststream.bench.topic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.bench.code.Samples;
import io.jststream.bench.measure.Size;
import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import io.jststream.transformer.mapping.TrialMapping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Any number of shops: those of the simulator again and again under other numbers, in as many versions as are wanted. Thread-safe. */
public final class Shops {
    /** Settings of a simulator, and of whoever reads it, with which neither counts calls. */
    public static final Map<String, String> NO_LIMITS =
            Map.of("JST_CALLS_PER_SECOND", "1000000", "JST_CALLS_PER_MINUTE", "60000000");

    private static final int FIRST = 50_000_000;
    private static final int DIFFERENT = 2_000;

    private final List<ObjectNode> shops;
    private final Integration integration = Samples.shops();
    private final TrialMapping mapping = TrialMapping.of(integration);

    private Shops(List<ObjectNode> shops) {
        this.shops = shops;
    }

    /** Takes them from a simulator that is gone afterwards. */
    public static Shops create() {
        try (Simulator simulator = Simulator.start(config(DIFFERENT, Map.of()))) {
            return new Shops(simulator.shops().snapshot());
        }
    }

    /** A simulator of so many shops that stay as they are. */
    public static SimulatorConfig config(int shops, Map<String, String> more) {
        return SimulatorConfig.from(Settings.from(more)
                .with(Map.of(
                        "JST_SIMULATOR_CHANGE_EVERY", "0s",
                        "JST_SIMULATOR_SEED", Integer.toString(Size.SEED),
                        "JST_SIMULATOR_SHOPS", Integer.toString(shops))));
    }

    /** Where that simulator is, and what it takes to be let in. */
    public static Map<String, String> at(Simulator simulator) {
        return Map.of(
                "JST_BASE_URL", simulator.baseUrl(),
                "JST_APP_KEY", simulator.appKey(),
                "JST_APP_SECRET", simulator.appSecret());
    }

    /** What maps them. */
    public Integration integration() {
        return integration;
    }

    /** The number that a shop is known by. */
    public static long id(int number) {
        return FIRST + (long) number;
    }

    /** A shop; of another version it has another short name. */
    ObjectNode shop(int number, int version) {
        return shops.get(number % shops.size())
                .deepCopy()
                .put("shop_id", id(number))
                .put("short_name", "version " + version);
    }

    /** As the producer publishes it. */
    public ProducerRecord<byte[], byte[]> raw(int number, int version, String topic) {
        ProducerRecord<byte[], byte[]> raw = new ProducerRecord<>(
                topic, key(number), shop(number, version).toString().getBytes(StandardCharsets.UTF_8));
        raw.headers()
                .add(RecordHeaders.ACCOUNT, "default".getBytes(StandardCharsets.UTF_8))
                .add(RecordHeaders.SWEEP, "20261101T100000Z-1".getBytes(StandardCharsets.UTF_8))
                .add(RecordHeaders.PAGE, Integer.toString(number / 100 + 1).getBytes(StandardCharsets.UTF_8))
                .add(RecordHeaders.FETCHED_AT, "1793491200000".getBytes(StandardCharsets.UTF_8));
        return raw;
    }

    /** As the transformer publishes it. */
    public ProducerRecord<byte[], byte[]> typed(int number, int version, String topic) {
        ProducerRecord<byte[], byte[]> raw = raw(number, version, topic);
        if (mapping.map(raw.key(), raw.value(), raw.headers()) instanceof TrialMapping.Result.Row row) {
            return new ProducerRecord<>(topic, row.key(), row.value());
        }
        throw new IllegalStateException("the mapping refuses " + raw);
    }

    /** The shop is gone. */
    public ProducerRecord<byte[], byte[]> tombstone(int number, String topic) {
        return new ProducerRecord<>(topic, key(number), null);
    }

    private static byte[] key(int number) {
        return ("{\"shop_id\":" + id(number) + "}").getBytes(StandardCharsets.UTF_8);
    }
}
