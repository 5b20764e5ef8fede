package io.jststream.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The REST API of a Kafka Connect worker, as far as the pipeline uses it. Thread-safe. */
public final class ConnectWorker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Answers while a worker joins its group or rebalances: ask again. */
    private static final int CONFLICT = 409;

    private static final long LOOK_FOR_STOP_MILLIS = 250;

    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final String CAUSED_BY = "Caused by: ";
    private static final int LONGEST_REASON = 300;

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Duration patience;
    private final Program.Stop stop;

    public ConnectWorker(String url) {
        this(url, TIMEOUT);
    }

    /** With another time to wait for a worker that is not ready. */
    public ConnectWorker(String url, Duration patience) {
        this(url, patience, new Program.Stop());
    }

    /** For which nobody waits any more when the process is told to stop. */
    ConnectWorker(String url, Program.Stop stop) {
        this(url, TIMEOUT, stop);
    }

    private ConnectWorker(String url, Duration patience, Program.Stop stop) {
        this.patience = patience;
        this.stop = stop;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (!isHttp(this.url)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "environment variable JST_CONNECT_URL: found '" + url
                            + "', expected an address such as http://localhost:8083");
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Creates the connector or gives it this config; harmless when it has it already. Waits while the worker is not ready. */
    public void put(String connector, Map<String, String> config) throws InterruptedException {
        String body;
        try {
            body = JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        HttpRequest request = request(path(connector) + "/config")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = sendUntilReady(request);
        if (response.statusCode() >= 300) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "Kafka Connect at " + url + " refused the connector " + connector + ": HTTP "
                            + response.statusCode() + ", " + message(response.body()));
        }
    }

    /** The connector's config as the worker has it; empty where it does not know the connector. */
    public Optional<Map<String, String>> config(String connector) throws InterruptedException {
        HttpResponse<String> response =
                sendUntilReady(request(path(connector) + "/config").GET().build());
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.statusCode() >= 300) {
            throw unexpected("does not show the config of " + connector, response);
        }
        return Optional.of(texts(parse(response.body())));
    }

    /** The configs that the connector has given its tasks last; none where the worker does not know the connector (yet). */
    public List<Map<String, String>> taskConfigs(String connector) throws InterruptedException {
        HttpResponse<String> response =
                sendUntilReady(request(path(connector) + "/tasks").GET().build());
        List<Map<String, String>> configs = new ArrayList<>();
        if (response.statusCode() == NOT_FOUND) {
            return configs;
        }
        if (response.statusCode() >= 300) {
            throw unexpected("does not show the configs of the tasks of " + connector, response);
        }
        parse(response.body()).forEach(task -> configs.add(texts(task.path("config"))));
        return configs;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** The names of all connectors that the worker has, whoever has registered them. */
    public List<String> connectors() throws InterruptedException {
        HttpResponse<String> response =
                sendUntilReady(request("/connectors").GET().build());
        if (response.statusCode() >= 300) {
            throw unexpected("does not name its connectors", response);
        }
        List<String> names = new ArrayList<>();
        parse(response.body()).forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The worker's version of Kafka. */
    public String version() throws InterruptedException {
        HttpResponse<String> response = sendUntilReady(request("/").GET().build());
        if (response.statusCode() >= 300) {
            throw unexpected("does not say what it is", response);
        }
        return parse(response.body()).path("version").asText("?");
    }

    /** Starts the connector and those of its tasks that have failed anew. */
    public void restartFailed(String connector) throws InterruptedException {
        HttpResponse<String> response =
                sendUntilReady(request(path(connector) + "/restart?includeTasks=true&onlyFailed=true")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
        if (response.statusCode() >= 300) {
            throw unexpected("does not restart the connector " + connector, response);
        }
    }

    /** The connector's tasks, or none where the worker does not know the connector (yet). */
    public List<Task> tasks(String connector) throws InterruptedException {
        HttpResponse<String> response =
                sendUntilReady(request(path(connector) + "/status").GET().build());
        List<Task> tasks = new ArrayList<>();
        if (response.statusCode() == NOT_FOUND) {
            return tasks;
        }
        if (response.statusCode() >= 300) {
            throw unexpected("does not say how the connector " + connector + " is", response);
        }
        for (JsonNode task : parse(response.body()).path("tasks")) {
            tasks.add(new Task(
                    task.path("id").asInt(),
                    task.path("state").asText(),
                    reason(task.path("trace").asText(""))));
        }
        return tasks;
    }

    /** The innermost cause: a trace begins with what Connect did about it, which is the same for everything. */
    private static String reason(String trace) {
        String last = "";
        for (String line : trace.lines().map(String::strip).toList()) {
            if (last.isEmpty() || line.startsWith(CAUSED_BY)) {
                last = line;
            }
        }
        String reason = last.startsWith(CAUSED_BY) ? last.substring(CAUSED_BY.length()) : last;
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON - 1)) + "…";
    }

    /**
     * One task of a connector: a connector says RUNNING while its tasks have failed, so health is the tasks' state.
     *
     * @param state {@code RUNNING}, {@code FAILED}, {@code PAUSED}, {@code UNASSIGNED} or {@code RESTARTING}
     * @param reason what made it fail in the first place, in one line, or nothing
     */
    public record Task(int id, String state, String reason) {
        /** Whether it works. */
        public boolean running() {
            return state.equals("RUNNING");
        }

        /** Whether it has given up and stays so until somebody restarts it. */
        public boolean failed() {
            return state.equals("FAILED");
        }
    }

    private HttpResponse<String> sendUntilReady(HttpRequest request) throws InterruptedException {
        Attempts attempts = new Attempts(patience, stop);
        while (true) {
            try {
                HttpResponse<String> response = send(request);
                boolean notReady = response.statusCode() == CONFLICT
                        || response.statusCode() >= SERVER_ERROR
                        || (response.statusCode() == NOT_FOUND
                                && request.method().equals("PUT"));
                if (!notReady || !attempts.another()) {
                    return response;
                }
            } catch (IOException e) {
                if (!attempts.another()) {
                    throw new OperatorException(
                            ExitCode.ENVIRONMENT,
                            "Kafka Connect does not answer at " + url + " ("
                                    + e.getClass().getSimpleName()
                                    + "); check JST_CONNECT_URL and that the worker is up",
                            e);
                }
            }
        }
    }

    /** A worker that is frozen takes a request and does not answer: whoever is told to stop does not wait for it. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        while (true) {
            try {
                return answer.get(LOOK_FOR_STOP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stop.requested()) {
                    answer.cancel(true);
                    throw new IOException("told to stop", e);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            }
        }
    }

    private OperatorException unexpected(String what, HttpResponse<String> response) {
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "Kafka Connect at " + url + " " + what + ": HTTP " + response.statusCode() + ", "
                        + message(response.body()) + "; check JST_CONNECT_URL and the log of the worker");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private static String path(String connector) {
        return "/connectors/" + URLEncoder.encode(connector, StandardCharsets.UTF_8);
    }

    private static String message(String body) {
        return parse(body).path("message").asText("no message").strip();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
