package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectWorkerTest {
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server = server();
    private final ConnectWorker worker = new ConnectWorker(url());

    private record Answer(int status, String body) {}

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void putsTheConfig() throws InterruptedException {
        answers.add(new Answer(201, "{}"));

        worker.put("jst.shops.sink", Map.of("tasks.max", "1"));

        assertEquals(List.of("PUT /connectors/jst.shops.sink/config {\"tasks.max\":\"1\"}"), List.copyOf(requests));
    }

    @Test
    void waitsWhileTheWorkerJoinsItsGroup() throws InterruptedException {
        answers.add(new Answer(404, ""));
        answers.add(new Answer(409, "{\"message\":\"rebalance\"}"));
        answers.add(new Answer(200, "{}"));

        worker.put("c", Map.of());

        assertEquals(3, requests.size());
    }

    @Test
    void saysWhatTheWorkerRefused() {
        answers.add(new Answer(400, "{\"message\":\"Missing required configuration\"}"));

        OperatorException error = assertThrows(OperatorException.class, () -> worker.put("c", Map.of()));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(error.getMessage().contains("HTTP 400, Missing required configuration"), error.getMessage());
    }

    @Test
    void looksAtTheTasksAndNotAtTheConnector() throws InterruptedException {
        answers.add(new Answer(200, """
                {"connector":{"state":"RUNNING"},"tasks":[
                  {"id":0,"state":"FAILED","trace":"org.x.E: no\\n at y"},{"id":1,"state":"RUNNING"}]}"""));

        List<ConnectWorker.Task> tasks = worker.tasks("c");

        assertEquals(
                List.of(new ConnectWorker.Task(0, "FAILED", "org.x.E: no"), new ConnectWorker.Task(1, "RUNNING", "")),
                tasks);
        assertTrue(
                tasks.get(0).failed() && !tasks.get(0).running() && tasks.get(1).running());
    }

    @Test
    void aConnectorThatIsNotThereHasNoTasks() throws InterruptedException {
        answers.add(new Answer(404, "{\"message\":\"No status\"}"));

        assertEquals(List.of(), worker.tasks("c"));
    }

    @Test
    void givesTheInnermostCauseOfAFailedTask() throws InterruptedException {
        answers.add(new Answer(200, """
                {"tasks":[{"id":0,"state":"FAILED","trace":"org.x.ConnectException: Exiting WorkerSinkTask\\n\\tat y\\n\
                Caused by: org.x.E: wrapped\\n\\tat z\\nCaused by: java.sql.E: Unknown column 'nick'\\n\\t... 9 more"}]}"""));
        answers.add(
                new Answer(200, "{\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"trace\":\"" + "x".repeat(301) + "\"}]}"));

        assertEquals(
                "java.sql.E: Unknown column 'nick'", worker.tasks("c").get(0).reason());
        assertEquals("x".repeat(299) + "…", worker.tasks("c").get(0).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500})
    void anUnexpectedStatusIsNotAConnectorThatIsMissing(int status) {
        ConnectWorker impatient = new ConnectWorker(url(), Duration.ZERO);
        answers.add(new Answer(status, "{\"message\":\"not for you\"}"));
        answers.add(new Answer(status, "{\"message\":\"not for you\"}"));

        String looked = assertThrows(OperatorException.class, () -> impatient.tasks("c"))
                .getMessage();
        String restarted = assertThrows(OperatorException.class, () -> impatient.restartFailed("c"))
                .getMessage();

        assertTrue(looked.contains("HTTP " + status + ", not for you"), looked);
        assertTrue(restarted.contains("HTTP " + status + ", not for you"), restarted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "localhost:8083", "http://", "ftp://localhost", "http://a b"})
    void refusesAnAddressThatIsNone(String url) {
        OperatorException error = assertThrows(OperatorException.class, () -> new ConnectWorker(url));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(error.getMessage().contains("JST_CONNECT_URL: found '" + url + "'"), error.getMessage());
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private HttpServer server() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
                Answer answer = answers.remove();
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            http.start();
            return http;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
