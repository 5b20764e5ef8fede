package io.jststream.e2e.tool;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Orders whose lines come and go, written to the raw topic; remembers which lines there are. The seed is fixed. */
public final class RandomOrders implements AutoCloseable {
    private static final int LINE_NUMBERS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(20261128);
    private final KafkaProducer<String, @Nullable String> producer;
    private final Map<String, String> lines = new TreeMap<>();
    private @Nullable Future<RecordMetadata> last;

    public RandomOrders(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("linger.ms", "5");
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** The example of the catalog in a folder of its own; {@code change} does something to its text. */
    public static Path catalog(Path folder, UnaryOperator<String> change) {
        try {
            Files.createDirectories(folder);
            String orders = House.read(House.ROOT.resolve("catalog/examples/orders.yaml"));
            Files.writeString(folder.resolve("orders.yaml"), change.apply(orders));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Integration integration(Path catalog) {
        return Catalog.load(catalog).get(0);
    }

    /** Another version of each of so many orders, some of which are gone then. */
    public void change(int orders) {
        for (int order = 1; order <= orders; order++) {
            if (random.nextInt(15) == 0) {
                send(order, null);
            } else {
                send(order, version(order));
            }
        }
        producer.flush();
    }

    private ObjectNode version(int order) {
        ObjectNode record = JSON.createObjectNode().put("o_id", order).put("status", "Sent");
        if (random.nextInt(20) == 0) {
            return record.putNull("items");
        }
        ArrayNode items = record.putArray("items");
        for (int line = 1; line <= LINE_NUMBERS; line++) {
            if (random.nextInt(3) == 0) {
                items.addObject()
                        .put("oi_id", line)
                        .put("batch_id", 1000 + line)
                        .put("sku_id", "SKU-" + random.nextInt(100))
                        .put("qty", random.nextInt(1, 9));
            }
        }
        return record;
    }

    /** Writes a version that the mapping takes. */
    void send(int order, @Nullable ObjectNode version) {
        lines.keySet().removeIf(line -> line.startsWith(order + "/"));
        if (version != null) {
            version.path("items")
                    .forEach(line -> lines.put(
                            order + "/" + line.path("oi_id"),
                            shown(line.path("sku_id").asText(), line.path("qty").asText())));
        }
        write(order, version == null ? null : version.toString());
    }

    /** Writes something of which nothing is expected. */
    public void write(int order, @Nullable String version) {
        last = producer.send(new ProducerRecord<>("jst.orders.raw", "{\"o_id\":" + order + "}", version));
    }

    /** The lines of all orders, by their keys. */
    public Map<String, String> lines() throws ExecutionException, InterruptedException {
        if (last != null) {
            last.get();
        }
        return new TreeMap<>(lines);
    }

    /** Of a line what is compared. */
    public static String shown(@Nullable String sku, @Nullable String quantity) {
        return quantity + " × " + sku;
    }

    @Override
    public void close() {
        producer.close();
    }
}
