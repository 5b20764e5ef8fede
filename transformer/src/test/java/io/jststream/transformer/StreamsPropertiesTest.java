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
