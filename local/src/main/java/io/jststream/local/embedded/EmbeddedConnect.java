package io.jststream.local.embedded;

import io.jststream.connect.WorkerProperties;
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

/** A Kafka Connect worker in this JVM, with our sink on its class path and Debezium's on its plug-in path. */
public final class EmbeddedConnect implements AutoCloseable {
    /** One worker on a cluster of one node; rows are committed often, so that a second run repeats little. */
    private static final Map<String, String> ONE_NODE = Map.of(
            "config.storage.replication.factor", "1",
            "offset.storage.replication.factor", "1",
            "offset.storage.partitions", "1",
            "status.storage.replication.factor", "1",
            "offset.flush.interval.ms", "500");

    private static final int HEALTH_ATTEMPTS = 3;

    private final Connect<DistributedHerder> worker;
    private final URI restUrl;

    private EmbeddedConnect(Connect<DistributedHerder> worker, URI restUrl) {
        this.worker = worker;
        this.restUrl = restUrl;
    }

    /** Starts a worker and returns when it takes connectors; port 0 takes a free one for its REST interface. */
    public static EmbeddedConnect start(String bootstrapServers, int port) {
        URI restUrl = URI.create("http://" + Ports.HOST + ":" + Ports.claim(port, "Connect worker"));
        Map<String, String> complete = new HashMap<>(WorkerProperties.common());
        complete.putAll(ONE_NODE);
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
            close();
            Thread.currentThread().interrupt();
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
