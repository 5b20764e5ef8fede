package io.jststream.local.embedded;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/** A Kafka Connect worker in this JVM, with the JDBC sink on its plug-in path. */
public final class EmbeddedConnect implements AutoCloseable {
    /** What a worker of its own on a cluster of one node needs; everything else may be as in production. */
    public static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("group.id", "jst-connect"),
            Map.entry("config.storage.topic", "connect-configs"),
            Map.entry("config.storage.replication.factor", "1"),
            Map.entry("offset.storage.topic", "connect-offsets"),
            Map.entry("offset.storage.replication.factor", "1"),
            Map.entry("offset.storage.partitions", "1"),
            Map.entry("status.storage.topic", "connect-status"),
            Map.entry("status.storage.replication.factor", "1"),
            Map.entry("status.storage.partitions", "1"),
            Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
            Map.entry("key.converter.schemas.enable", "false"),
            Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
            Map.entry("value.converter.schemas.enable", "false"),
            Map.entry("connector.client.config.override.policy", "All"),
            Map.entry("offset.flush.interval.ms", "5000"),
            // The default looks through every class of every plug-in: 4.6 s and twice the memory.
            Map.entry("plugin.discovery", "service_load"));

    private static final int HEALTH_ATTEMPTS = 3;

    private final Connect<DistributedHerder> worker;
    private final URI restUrl;

    private EmbeddedConnect(Connect<DistributedHerder> worker, URI restUrl) {
        this.worker = worker;
        this.restUrl = restUrl;
    }

    /**
     * Starts a worker and returns when it takes connectors; port 0 takes a free one for its REST interface.
     *
     * @param properties the worker's properties; broker, address and plug-in path are added here
     */
    public static EmbeddedConnect start(String bootstrapServers, int port, Map<String, String> properties) {
        URI restUrl = URI.create("http://" + Ports.HOST + ":" + Ports.claim(port, "Connect worker"));
        Map<String, String> complete = new HashMap<>(properties);
        complete.put("bootstrap.servers", bootstrapServers);
        complete.put("listeners", restUrl.toString());
        complete.put("plugin.path", BuiltFiles.plugins().toString());
        EmbeddedConnect connect = new EmbeddedConnect(new ConnectDistributed().startConnect(complete), restUrl);
        connect.awaitHealthy();
        return connect;
    }

    /** The worker keeps each request until it has joined its group, ten seconds at most, then answers "starting". */
    private void awaitHealthy() {
        HttpRequest request = HttpRequest.newBuilder(restUrl.resolve("/health")).build();
        try {
            int status = 0;
            for (int attempt = 0; attempt < HEALTH_ATTEMPTS && status != 200; attempt++) {
                status = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode();
            }
            if (status != 200) {
                throw new IOException(request.uri() + " answers " + status);
            }
        } catch (IOException e) {
            close();
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the Connect worker does not get ready: " + e + "; see its own warnings above, then start again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new OperatorException(ExitCode.FAILED, "interrupted while the Connect worker was starting", e);
        }
    }

    /** The worker's REST interface. */
    public URI restUrl() {
        return restUrl;
    }

    @Override
    public void close() {
        worker.stop();
        worker.awaitStop();
    }
}
