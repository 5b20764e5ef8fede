package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jststream.service.Settings;
import java.net.InetAddress;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StreamsPropertiesTest {
    @Test
    void runsExactlyOnceByDefault() {
        StreamsConfig config = config(Map.of());
        assertEquals("jst-transformer", config.getString("application.id"));
        assertEquals("exactly_once_v2", config.getString("processing.guarantee"));
        assertEquals(100L, config.getLong("commit.interval.ms"));
        Map<String, Object> consumer = config.getMainConsumerConfigs("group", "client", 0);
        assertEquals("read_committed", consumer.get("isolation.level"));
        assertEquals("earliest", consumer.get("auto.offset.reset"));
        assertEquals("lz4", config.getProducerConfigs("client").get("compression.type"));
    }

    @Test
    void takesEveryOverrideOfTheEnvironment() {
        StreamsConfig config = config(Map.of(
                "JST_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "JST_STREAMS_APPLICATION_ID", "replay",
                "JST_STREAMS_COMMIT_INTERVAL_MS", "20",
                "JST_STREAMS_PRODUCER_COMPRESSION_TYPE", "zstd"));
        assertEquals("replay", config.getString("application.id"));
        assertEquals(20L, config.getLong("commit.interval.ms"));
        assertEquals("zstd", config.getProducerConfigs("client").get("compression.type"));
        assertEquals("kafka:9092", config.originals().get("bootstrap.servers"));
    }

    @Test
    void takesWhatIsSaidToAllClients() {
        StreamsConfig config = config(Map.of(
                "JST_KAFKA_MAX_REQUEST_SIZE", "8388608",
                "JST_KAFKA_SESSION_TIMEOUT_MS", "30000"));
        assertEquals(8_388_608, number(config.getProducerConfigs("client").get("max.request.size")));
        assertEquals(
                30_000,
                number(config.getMainConsumerConfigs("group", "client", 0).get("session.timeout.ms")));
        assertEquals(
                4_194_304, number(config(Map.of()).getProducerConfigs("client").get("max.request.size")));
    }

    private static int number(@Nullable Object value) {
        return Integer.parseInt(String.valueOf(value));
    }

    @Test
    void isAMemberByItsHostsNameWhereThatIsAskedFor() throws Exception {
        String host = InetAddress.getLocalHost().getHostName();
        assertEquals(host + "-0", instance(Map.of("JST_STATIC_MEMBER", "true")));
        assertNull(instance(Map.of()));
    }

    private static @Nullable Object instance(Map<String, String> environment) {
        return config(environment).getMainConsumerConfigs("group", "client", 0).get("group.instance.id");
    }

    private static StreamsConfig config(Map<String, String> environment) {
        Properties properties = StreamsProperties.from(Settings.from(environment));
        return new StreamsConfig(properties);
    }
}
