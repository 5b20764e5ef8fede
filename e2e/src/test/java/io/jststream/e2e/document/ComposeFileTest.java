package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What each service of the pipeline in Docker has, whichever of the shared blocks it takes. */
class ComposeFileTest {
    private static final Map<?, ?> SERVICES = services("docker-compose.yml");

    @Test
    void noLogGrowsForEver() {
        Map<?, ?> limits = Map.of("driver", "json-file", "options", Map.of("max-size", "20m", "max-file", "5"));

        assertTrue(SERVICES.containsKey("kafka"), SERVICES.toString());
        SERVICES.forEach((name, service) -> assertEquals(limits, value("logging", service), name + ", logging"));
    }

    /** The defaults of both are made for a cluster that people look after. */
    @Test
    void theOneBrokerForgetsNoPositionAndWritesToTheDiskWhatItAcknowledges() {
        Map<?, ?> settings =
                SERVICES.get("kafka") instanceof Map<?, ?> kafka && kafka.get("environment") instanceof Map<?, ?> map
                        ? map
                        : Map.of();

        assertEquals(1_051_200, settings.get("KAFKA_OFFSETS_RETENTION_MINUTES"));
        assertEquals("${KAFKA_FLUSH_MESSAGES:-1}", settings.get("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES"));
    }

    @Test
    void theExampleWithTlsAddsNoServiceOfItsOwn() {
        Set<?> secured = services("docker-compose.tls.yml").keySet();

        assertTrue(SERVICES.keySet().containsAll(secured), secured.toString());
    }

    /** A container knows nothing of that name by itself. */
    @Test
    void aDatabaseOfThisMachineIsKnownToAllThatUseIt() {
        Map<?, ?> own = services("docker-compose.own-mysql.yml");

        for (String name : List.of("setup", "supervisor", "connect", "jst")) {
            List<Object> known = List.of(value("extra_hosts", SERVICES.get(name)), value("extra_hosts", own.get(name)));
            assertTrue(known.contains(List.of("host.docker.internal:host-gateway")), name + ": " + known);
        }
    }

    /** Of the service itself, or else of the block that it is merged with; this reader leaves merging to others. */
    private static Object value(String key, @Nullable Object service) {
        Map<?, ?> block = service instanceof Map<?, ?> map ? map : Map.of();
        Object own = block.get(key);
        Object shared = block.get("<<");
        return own != null ? own : shared != null ? value(key, shared) : "nothing";
    }

    private static Map<?, ?> services(String file) {
        // a tag of Compose, which means nothing to another reader
        String text = House.read(House.ROOT.resolve(file)).replace(" !override", "");
        Object read = new Load(LoadSettings.builder().build()).loadFromString(text);
        return read instanceof Map<?, ?> map && map.get("services") instanceof Map<?, ?> services ? services : Map.of();
    }
}
