package io.jststream.bench.start;

import io.jststream.bench.code.Samples;
import io.jststream.bench.parts.Container;
import io.jststream.bench.parts.Parts;
import io.jststream.connect.WorkerProperties;
import io.jststream.local.embedded.Ports;
import io.jststream.service.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pipeline's programs, each as its image starts it: with its options, its memory, and an archive of its classes. */
final class Launches {
    static final String TRANSFORMER = "transformer";
    static final String PRODUCER = "producer";
    static final String SUPERVISOR = "supervisor";
    static final String CONNECT = "connect";

    private static final Path ROOT = Path.of("");
    private static final long LOADED_AFTER_MILLIS = 5_000;
    private static final String READY = "/readyz";
    private static final String HEALTHY = "/health";
    /** What programs are told while an image is built: nothing answers there. */
    private static final Map<String, String> NOWHERE = Map.of(
            "JST_KAFKA_BOOTSTRAP_SERVERS", "localhost:1",
            "JST_CONNECT_URL", "http://localhost:1",
            "JST_BASE_URL", "http://localhost:1",
            "JST_KAFKA_MAX_BLOCK_MS", "500");

    private final Path data;
    private final Map<String, String> environment;
    private final Map<String, Launch> launches = new LinkedHashMap<>();

    private Launches(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Makes the archives.
     *
     * @param data a folder for the programs' files
     * @param told what all of them are told of the parts around them
     */
    static Launches create(Path data, Map<String, String> told) throws Exception {
        Path catalog = Files.createDirectories(data.resolve("catalog"));
        Files.writeString(catalog.resolve("shops.yaml"), Samples.shopsYaml());
        Map<String, String> environment = new HashMap<>(told);
        environment.put("JST_CATALOG", catalog.toString());
        environment.put("JST_TOKEN_FILE", data.resolve("tokens.json").toString());
        environment.put("JST_STREAMS_STATE_DIR", data.resolve("streams").toString());
        environment.put("JST_STATIC_MEMBER", "true");
        Launches launches = new Launches(data, environment);
        for (String service : List.of(TRANSFORMER, PRODUCER, SUPERVISOR)) {
            launches.add(service);
        }
        launches.addWorker();
        launches.archive();
        return launches;
    }

    private void add(String service) throws IOException {
        Container container = Container.of(service, ROOT);
        int port = Ports.claim(0, service);
        Map<String, String> own = new HashMap<>(environment);
        own.put("JST_STATUS_ADDRESS", Ports.HOST + ":" + port);
        Java java = Java.of(container, data.resolve(service + ".jsa"));
        launches.put(service, new Launch(service, java, own, status(port), READY));
    }

    /** A worker that shares nothing with another one at the same broker. */
    private void addWorker() throws IOException {
        Container container = Container.of(CONNECT, ROOT);
        int port = Ports.claim(0, CONNECT);
        Map<String, String> properties = new LinkedHashMap<>(WorkerProperties.common());
        properties.put("bootstrap.servers", environment.getOrDefault("JST_KAFKA_BOOTSTRAP_SERVERS", ""));
        properties.put("listeners", status(port).toString());
        properties.put(
                "plugin.path",
                Path.of("connect-config/target/plugins").toAbsolutePath().toString());
        properties.put("group.id", "bench-connect");
        for (String topic : List.of("config", "offset", "status")) {
            properties.put(topic + ".storage.topic", "bench.connect." + topic);
            properties.put(topic + ".storage.replication.factor", "1");
        }
        Path file = Files.writeString(
                data.resolve("worker.properties"),
                properties.entrySet().stream()
                        .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                        .collect(Collectors.joining()));
        List<String> options = new ArrayList<>(List.of(
                container.environment().getOrDefault("KAFKA_HEAP_OPTS", "-Xmx384m"),
                // as connect-config/docker/connect.sh has them
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError"));
        Java java = new Java(
                options,
                List.of("org.apache.kafka.connect.cli.ConnectDistributed", file.toString()),
                data.resolve(CONNECT + ".jsa"));
        launches.put(CONNECT, new Launch(CONNECT, java, Map.of(), status(port), HEALTHY));
    }

    private static URI status(int port) {
        return URI.create("http://" + Ports.HOST + ":" + port);
    }

    /** As the images are built: a moment in which nothing answers has loaded what a start needs; a worker needs a broker. */
    private void archive() throws Exception {
        Launch transformer = of(TRANSFORMER).with(NOWHERE);
        Launch producer = of(PRODUCER).with(NOWHERE);
        Launch supervisor = of(SUPERVISOR).with(NOWHERE);
        try (Parts loading = new Parts()) {
            loading.add(transformer.archive(transformer.java()));
            loading.add(
                    producer.archive(producer.java().running(List.of("io.jststream.producer.ProducerMain", "--once"))));
            loading.add(supervisor.archive(supervisor.java().running(List.of("io.jststream.connect.SetupMain"))));
            Started worker = of(CONNECT).archive(of(CONNECT).java());
            loading.add(worker);
            worker.ready(HEALTHY);
            new Program.Stop().await(LOADED_AFTER_MILLIS);
        }
        for (Launch launch : launches.values()) {
            launch.requireArchive();
        }
    }

    Launch of(String service) {
        Launch launch = launches.get(service);
        if (launch == null) {
            throw new IllegalArgumentException(service);
        }
        return launch;
    }

    List<String> names() {
        return List.copyOf(launches.keySet());
    }
}
