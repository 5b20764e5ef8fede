package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor as a process runs it, on a catalog that grows meanwhile; neither Kafka nor a database is there. */
class SupervisorMainTest {
    private static final Path CATALOG = Path.of("..", "integration", "src", "test", "resources", "catalog");

    @TempDir
    Path folder = Path.of("");

    private final FakeWorker connect = new FakeWorker();
    private final Program.Stop stop = new Program.Stop();

    @AfterEach
    void close() {
        stop.request();
        connect.close();
    }

    @Test
    void watchesOverAConnectorOfAFileThatComesAndAsksItForItsColumnsBeforeADetour() throws Exception {
        connect.answersOtherwise(200, "{\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"trace\":\"x.E: gone away\"}]}");
        String shops = Files.readString(CATALOG.resolve("shops.yaml"));
        Files.writeString(folder.resolve("shops.yaml"), shops);
        FutureTask<ExitCode> supervisor = new FutureTask<>(() -> SupervisorMain.run(settings(), stop));
        new Thread(supervisor, "supervisor").start();
        await("GET /connectors/jst.shops.sink/status");

        Files.writeString(
                folder.resolve("stores.yaml"),
                shops.replace("name: shops", "name: stores").replace("table: shops", "table: stores"));

        await("GET /connectors/jst.stores.sink/status");
        await("POST /connectors/jst.stores.sink/restart?includeTasks=true&onlyFailed=true");
        await("GET /connectors/jst.stores.sink/config");
        await("GET /connectors/jst.shops.sink/config");
        stop.request();
        assertEquals(ExitCode.OK, supervisor.get(10, TimeUnit.SECONDS));
    }

    /** It has half a minute of patience, and a process that is told to stop has twelve seconds. */
    @Test
    void waitsNoLongerForAWorkerThatIsNotReadyWhenToldToStop() throws Exception {
        connect.answersOtherwise(409, "{\"message\":\"rebalance\"}");
        Files.copy(CATALOG.resolve("shops.yaml"), folder.resolve("shops.yaml"));
        FutureTask<ExitCode> supervisor = new FutureTask<>(() -> SupervisorMain.run(settings(), stop));
        new Thread(supervisor, "supervisor").start();
        await("GET /connectors/jst.shops.sink/status");

        stop.request();

        assertEquals(ExitCode.OK, supervisor.get(10, TimeUnit.SECONDS));
    }

    @Test
    void waitsForNoAnswerOfAFrozenWorkerWhenToldToStop() throws Exception {
        Files.copy(CATALOG.resolve("shops.yaml"), folder.resolve("shops.yaml"));
        try (ServerSocket frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings().with(Map.of("JST_CONNECT_URL", "http://127.0.0.1:" + frozen.getLocalPort()));
            FutureTask<ExitCode> supervisor = new FutureTask<>(() -> SupervisorMain.run(settings, stop));
            new Thread(supervisor, "supervisor").start();
            try (Socket asked = frozen.accept()) {
                assertTrue(asked.getInputStream().read() > 0);

                stop.request();

                assertEquals(ExitCode.OK, supervisor.get(10, TimeUnit.SECONDS));
            }
        }
    }

    private void await(String request) {
        Awaitility.await().until(() -> connect.requests().contains(request));
    }

    private Settings settings() {
        return Settings.from(Map.of(
                "JST_CATALOG", folder.toString(),
                "JST_CONNECT_URL", connect.url(),
                "JST_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                "JST_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/bi",
                "JST_SINK_PASSWORD", "x"));
    }
}
