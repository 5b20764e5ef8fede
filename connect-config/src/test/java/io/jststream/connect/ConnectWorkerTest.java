package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectWorkerTest {
    private final FakeWorker connect = new FakeWorker();
    private final ConnectWorker worker = new ConnectWorker(connect.url());

    @AfterEach
    void stop() {
        connect.close();
    }

    @Test
    void putsTheConfig() throws InterruptedException {
        connect.answers(201, "{}");

        worker.put("jst.shops.sink", Map.of("tasks.max", "1"));

        assertEquals(List.of("PUT /connectors/jst.shops.sink/config {\"tasks.max\":\"1\"}"), connect.requests());
    }

    @Test
    void waitsWhileTheWorkerJoinsItsGroup() throws InterruptedException {
        connect.answers(404, "");
        connect.answers(409, "{\"message\":\"rebalance\"}");
        connect.answers(200, "{}");

        worker.put("c", Map.of());

        assertEquals(3, connect.requests().size());
    }

    @Test
    void saysWhatTheWorkerRefused() {
        connect.answers(400, "{\"message\":\"Missing required configuration\"}");

        OperatorException error = assertThrows(OperatorException.class, () -> worker.put("c", Map.of()));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(error.getMessage().contains("HTTP 400, Missing required configuration"), error.getMessage());
    }

    @Test
    void looksAtTheTasksAndNotAtTheConnector() throws InterruptedException {
        connect.answers(200, """
                {"connector":{"state":"RUNNING"},"tasks":[
                  {"id":0,"state":"FAILED","trace":"org.x.E: no\\n at y"},{"id":1,"state":"RUNNING"}]}""");

        List<ConnectWorker.Task> tasks = worker.tasks("c");

        assertEquals(
                List.of(new ConnectWorker.Task(0, "FAILED", "org.x.E: no"), new ConnectWorker.Task(1, "RUNNING", "")),
                tasks);
        assertTrue(
                tasks.get(0).failed() && !tasks.get(0).running() && tasks.get(1).running());
    }

    @Test
    void aConnectorThatIsNotThereHasNoTasks() throws InterruptedException {
        connect.answers(404, "{\"message\":\"No status\"}");

        assertEquals(List.of(), worker.tasks("c"));
    }

    @Test
    void givesTheInnermostCauseOfAFailedTask() throws InterruptedException {
        connect.answers(200, """
                {"tasks":[{"id":0,"state":"FAILED","trace":"org.x.ConnectException: Exiting WorkerSinkTask\\n\\tat y\\n\
                Caused by: org.x.E: wrapped\\n\\tat z\\nCaused by: java.sql.E: Unknown column 'nick'\\n\\t... 9 more"}]}""");
        connect.answers(200, "{\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"trace\":\"" + "x".repeat(301) + "\"}]}");

        assertEquals(
                "java.sql.E: Unknown column 'nick'", worker.tasks("c").get(0).reason());
        assertEquals("x".repeat(299) + "…", worker.tasks("c").get(0).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500})
    void anUnexpectedStatusIsNotAConnectorThatIsMissing(int status) {
        ConnectWorker impatient = new ConnectWorker(connect.url(), Duration.ZERO);
        connect.answers(status, "{\"message\":\"not for you\"}");
        connect.answers(status, "{\"message\":\"not for you\"}");

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
}
