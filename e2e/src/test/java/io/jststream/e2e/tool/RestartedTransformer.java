package io.jststream.e2e.tool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import io.jststream.transformer.TransformerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A broker, and a transformer that is started anew whenever its catalog has been mended; topics are made by whoever wants some. */
public final class RestartedTransformer implements AutoCloseable {
    private final Path data;
    private final EmbeddedBroker broker;
    private final Settings settings;
    private @Nullable TransformerService running;

    /** @param more settings beside those that say where the broker is */
    public RestartedTransformer(String name, Map<String, String> more) {
        data = House.newFolder(name);
        broker = EmbeddedBroker.start(data.resolve("kafka"), 0);
        Map<String, String> variables = new HashMap<>(more);
        variables.put("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        variables.put("JST_TOPIC_REPLICATION", "1");
        variables.put("JST_STREAMS_STATE_DIR", data.resolve("state").toString());
        settings = Settings.from(variables);
    }

    public Settings settings() {
        return settings;
    }

    public Properties kafka() {
        return settings.kafka();
    }

    /** Starts it with that catalog; ends the one before. */
    public void start(Path catalog) {
        stop();
        TransformerService transformer =
                TransformerService.create(settings, Catalog.load(catalog), new SimpleMeterRegistry());
        running = transformer;
        transformer.start();
    }

    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** A catalog of this one file of the house's, in which something stands in place of something else. */
    public Path catalog(String name, String file, String found, String instead) {
        try {
            Path original = House.ROOT.resolve("catalog").resolve(file);
            String text = House.read(original);
            assertTrue(text.contains(found), found);
            Path folder = Files.createDirectories(data.resolve(name));
            Files.writeString(folder.resolve(original.getFileName()), text.replace(found, instead));
            return folder;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Types something behind {@code ./jst}, with that catalog. */
    public Typed type(Path catalog, String... arguments) throws Exception {
        return Typed.with(settings.with(Map.of("JST_CATALOG", catalog.toString())), arguments);
    }

    @Override
    public void close() {
        stop();
        broker.close();
    }
}
