package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetupTest {
    private static final String FAILED = """
            {"tasks":[{"id":0,"state":"RUNNING"},
              {"id":1,"state":"FAILED","trace":"org.x.E: Exiting\\nCaused by: java.sql.E: Unknown column 'nick'\\n"}]}""";

    private static final String RUNNING =
            "{\"tasks\":[{\"id\":0,\"state\":\"RUNNING\"},{\"id\":1,\"state\":\"RUNNING\"}]}";

    private final List<Integration> catalog = Catalog.load(Path.of("..", "catalog"));

    @Test
    void takesTheSinkFromTheSettings() {
        Settings settings = Settings.from(Map.of(
                "JST_JDBC_SINK", "debezium",
                "JST_MYSQL_URL", "jdbc:mysql://mysql/bi",
                "JST_SINK_USER", "sink",
                "JST_SINK_PASSWORD", "${file:f:p}",
                "JST_SINK_TASKS", "3",
                "JST_CONNECTOR_HIBERNATE_DIALECT", "some.Dialect"));

        Map<String, String> config =
                new Setup(settings, catalog).config(catalog.get(0).table());

        assertEquals("io.debezium.connector.jdbc.JdbcSinkConnector", config.get("connector.class"));
        assertEquals(
                "jdbc:mysql://mysql/bi?rewriteBatchedStatements=true&connectTimeout=5000&socketTimeout=30000"
                        + "&sessionVariables=lock_wait_timeout%3D20%2Cinnodb_lock_wait_timeout%3D20",
                config.get("connection.url"));
        assertEquals("sink", config.get("connection.username"));
        assertEquals("${file:f:p}", config.get("connection.password"));
        assertEquals("3", config.get("tasks.max"));
        assertEquals("some.Dialect", config.get("hibernate.dialect"));
    }

    @Test
    void givesTheSinkATaskForEachPartition() {
        Settings settings = Settings.from(Map.of("JST_SINK_PASSWORD", "p", "JST_TOPIC_PARTITIONS", "7"));

        assertEquals(
                "7", new Setup(settings, catalog).config(catalog.get(0).table()).get("tasks.max"));
    }

    @Test
    void refusesASinkThatItDoesNotKnow() {
        Settings settings = Settings.from(Map.of("JST_JDBC_SINK", "debesium", "JST_SINK_PASSWORD", "p"));

        OperatorException error = assertThrows(
                OperatorException.class,
                () -> new Setup(settings, catalog).config(catalog.get(0).table()));

        assertEquals(
                "environment variable JST_JDBC_SINK: found 'debesium', expected jst or confluent or debezium",
                error.getMessage());
    }

    @Test
    void saysThatTheDatabaseRefusesWithoutShowingItsSecrets() {
        Settings settings = Settings.from(Map.of(
                "JST_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/bi?password=hidden",
                "JST_MYSQL_PASSWORD", "hidden"));

        OperatorException error = assertThrows(OperatorException.class, () -> new Setup(settings, catalog).tables());

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains("jdbc:mysql://127.0.0.1:1/bi refused user 'jst'"), error.getMessage());
        assertFalse(error.getMessage().contains("hidden"), error.getMessage());
    }

    @Test
    void startsAFailedTaskThreeTimesAnewAndThenSaysWhatItDiedOf() {
        try (FakeWorker connect = new FakeWorker()) {
            connect.answers(201, "{}");
            for (int restart = 0; restart < 3; restart++) {
                connect.answers(200, taskConfigs(connect));
                connect.answers(200, FAILED);
                connect.answers(204, "");
            }
            connect.answers(200, taskConfigs(connect));
            connect.answers(200, FAILED);

            OperatorException error = assertThrows(
                    OperatorException.class,
                    () -> new Setup(sinkOf(connect), catalog)
                            .connectors(List.of(catalog.get(0).table())));

            assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
            assertEquals(
                    "the sink connector jst.shops.sink does not run: task 0 is RUNNING ; task 1 is FAILED"
                            + " java.sql.E: Unknown column 'nick'; the log of the Connect worker says more",
                    error.getMessage());
            assertEquals(3, restarts(connect));
            assertEquals(1 + 3 * 3 + 2, connect.requests().size());
        }
    }

    @Test
    void waitsForATaskThatRunsOnceItIsStartedAnew() throws InterruptedException {
        try (FakeWorker connect = new FakeWorker()) {
            connect.answers(200, "{}");
            connect.answers(200, "[]");
            connect.answers(200, "{\"tasks\":[]}");
            connect.answers(200, taskConfigs(connect));
            connect.answers(200, FAILED);
            connect.answers(204, "");
            connect.answers(200, taskConfigs(connect));
            connect.answers(200, RUNNING);

            new Setup(sinkOf(connect), catalog)
                    .connectors(List.of(catalog.get(0).table()));

            assertEquals(1, restarts(connect));
            assertEquals(1 + 2 + 3 + 2, connect.requests().size());
        }
    }

    /** Whoever mapped by what is new would have rows written without it. */
    @Test
    void waitsForTasksThatHaveTheColumnsOfTheCatalog() throws InterruptedException {
        try (FakeWorker connect = new FakeWorker()) {
            connect.answers(200, "{}");
            connect.answers(200, taskConfigs(connect).replace("shop_name,", ""));
            connect.answers(200, RUNNING);
            connect.answers(200, taskConfigs(connect));
            connect.answers(200, RUNNING);

            new Setup(sinkOf(connect), catalog)
                    .connectors(List.of(catalog.get(0).table()));

            assertEquals(1 + 2 + 2, connect.requests().size());
        }
    }

    /** What Connect says of the configs of two tasks that write the shops. */
    private String taskConfigs(FakeWorker connect) {
        ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
        Map<String, String> config =
                new Setup(sinkOf(connect), catalog).config(catalog.get(0).table());
        for (int task = 0; task < 2; task++) {
            ObjectNode node = tasks.addObject().putObject("config");
            config.forEach(node::put);
        }
        return tasks.toString();
    }

    @Test
    void namesTheSinksThatNoFileOfTheCatalogHas() throws InterruptedException {
        try (FakeWorker connect = new FakeWorker()) {
            connect.answers(200, """
                    ["jst.shops.sink","jst.orders.sink","theirs.sink","jst.orders.source","jst.orders.items.sink"]""");

            assertEquals(
                    List.of("jst.orders.items.sink", "jst.orders.sink"),
                    new Setup(sinkOf(connect), catalog).otherSinks());
            assertEquals(List.of("GET /connectors"), connect.requests());
        }
    }

    private static long restarts(FakeWorker connect) {
        return connect.requests().stream()
                .filter("POST /connectors/jst.shops.sink/restart?includeTasks=true&onlyFailed=true"::equals)
                .count();
    }

    private static Settings sinkOf(FakeWorker connect) {
        return Settings.from(Map.of("JST_CONNECT_URL", connect.url(), "JST_SINK_PASSWORD", "p"));
    }

    @Test
    void everyWorkerResolvesSecretsAndDeclaresItsPlugins() {
        Map<String, String> worker = WorkerProperties.common();

        assertEquals("file,directory", worker.get("config.providers"));
        assertEquals("service_load", worker.get("plugin.discovery"));
        assertEquals("All", worker.get("connector.client.config.override.policy"));
    }
}
