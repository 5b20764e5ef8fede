package io.jststream.local.embedded;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** A Kafka broker that is its own controller, in this JVM. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;

    /** What a cluster of one node needs, and what makes a small one start and stop quickly. */
    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "BROKER"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            // As in docker-compose.yml: a group that is away for a week would begin anew.
            Map.entry("offsets.retention.minutes", "1051200"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            // A killed process's transaction is given up as soon as its time is over; the broker looks every ten
            // seconds otherwise.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // Registration and controlled shutdown wait for heartbeats, of which the default sends one every 2 s.
            Map.entry("broker.heartbeat.interval.ms", "200"),
            // The default takes 128 MB of heap.
            Map.entry("log.cleaner.dedupe.buffer.size", "8388608"));

    private final DataFolder folder;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(DataFolder folder, KafkaRaftServer server, String bootstrapServers) {
        this.folder = folder;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on the folder, with all the topics that an earlier run left there; port 0 takes a free one. */
    public static EmbeddedBroker start(Path folder, int port) {
        return start(folder, port, Map.of());
    }

    /**
     * The same, set otherwise.
     *
     * @param settings of the broker, in place of its defaults or ours
     */
    public static EmbeddedBroker start(Path folder, int port, Map<String, String> settings) {
        int claimed = Ports.claim(port, "broker");
        DataFolder data = DataFolder.lock(folder);
        Exit.setExitProcedure((code, reason) -> end(code, data));
        Exit.setHaltProcedure((code, reason) -> end(code, data));
        try {
            Path log = data.resolve("log");
            formatOnce(log);
            KafkaRaftServer server =
                    started(new KafkaRaftServer(new KafkaConfig(properties(log, claimed, settings)), Time.SYSTEM));
            return new EmbeddedBroker(data, server, Ports.HOST + ":" + claimed);
        } catch (Exception e) {
            data.close();
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the broker does not start on data folder " + data + ": " + e
                            + "; if its files are damaged, delete the folder and let the pipeline fill it again",
                    e);
        }
    }

    /** What it cannot go on with, a lost port or a full disk, ends the whole process; then somebody has to hear of it. */
    private static void end(int code, DataFolder data) {
        System.err.println("error: the broker on data folder " + data
                + " cannot go on and ends this process; what has happened is in its log");
        Runtime.getRuntime().halt(code);
    }

    private static KafkaRaftServer started(KafkaRaftServer server) {
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    private static void formatOnce(Path log) throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(List.of(Feature.PRODUCTION_FEATURES.toArray(Feature[]::new)))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .run();
    }

    private static Map<String, String> properties(Path log, int port, Map<String, String> settings) {
        String controller = Ports.HOST + ":" + Ports.claim(0, "controller");
        Map<String, String> properties = new HashMap<>(ONE_NODE);
        properties.putAll(settings);
        properties.put("log.dirs", log.toString());
        properties.put("listeners", "BROKER://" + Ports.HOST + ":" + port + ",CONTROLLER://" + controller);
        properties.put("controller.quorum.voters", NODE + "@" + controller);
        return properties;
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }
}
