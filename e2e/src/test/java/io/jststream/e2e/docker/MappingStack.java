package io.jststream.e2e.docker;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka and the transformer's image, as {@code docker-compose.yml} makes them: raw records go in here, and come out typed. */
final class MappingStack implements AutoCloseable {
    private final Compose compose;
    private final Path catalog;
    private final Properties kafka = new Properties();

    MappingStack(String name) {
        this(name, House.ROOT.resolve("catalog"));
    }

    /** @param catalog which containers can read */
    MappingStack(String name, Path catalog) {
        this.catalog = catalog;
        this.compose =
                new Compose("jst-" + name + "-test", House.newFolder(name), Map.of("CATALOG", catalog.toString()));
    }

    /** Starts Kafka and makes the topics; the transformer is built, and started by whoever wants it. */
    void up() throws Exception {
        compose.docker("build", "--quiet", "transformer");
        compose.up("kafka");
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
        new Setup(
                        Settings.from(Map.of(
                                "JST_KAFKA_BOOTSTRAP_SERVERS",
                                compose.bootstrapServers(),
                                "JST_TOPIC_REPLICATION",
                                "1")),
                        Catalog.load(catalog))
                .topics();
    }

    Compose compose() {
        return compose;
    }

    Properties kafka() {
        return kafka;
    }

    @Override
    public void close() {
        compose.close();
    }
}
