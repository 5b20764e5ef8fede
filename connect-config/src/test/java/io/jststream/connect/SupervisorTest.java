package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final String FAILED = "{\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"trace\":\"x.E: gone away\"}]}";
    private static final String RUNNING = "{\"tasks\":[{\"id\":0,\"state\":\"RUNNING\"}]}";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final HttpServer server = server();
    private Instant now = Instant.EPOCH;
    private volatile String status = RUNNING;
    private volatile int statusCode = 200;
    private volatile int restartCode = 200;
    private final AtomicInteger restarts = new AtomicInteger();
    private final AtomicInteger detours = new AtomicInteger();
    private int refusedRows;
    private String inTheWay = "";
    private final Supervisor supervisor = new Supervisor(
            new ConnectWorker("http://127.0.0.1:" + server.getAddress().getPort()),
            Map.of("jst.shops.sink", this::detour),
            metrics,
            () -> now);

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void leavesTasksThatRunAlone() throws InterruptedException {
        supervisor.look(new Program.Stop());

        assertEquals(0, restarts.get());
        assertEquals(0, metrics.get("jst.sink.restarts").counter().count());
        assertEquals(Optional.empty(), supervisor.notReady());
    }

    @Test
    void restartsWhatHasFailedAtLongerAndLongerIntervals() throws InterruptedException {
        status = FAILED;

        for (int second = 0; second < 120; second++) {
            now = Instant.ofEpochSecond(second);
            supervisor.look(new Program.Stop());
        }

        // At 0, 1, 3, 7 and 15 s, and then every 15 s.
        assertEquals(11, restarts.get());
        assertEquals(
                11,
                metrics.counter("jst.sink.restarts", "connector", "jst.shops.sink")
                        .count());
        assertEquals(1, metrics.get("jst.sink.failed.tasks").gauge().value());
        assertEquals(
                "jst.shops.sink: task 0 has failed: x.E: gone away",
                supervisor.notReady().orElseThrow());
    }

    @Test
    void isReadyAgainAtOnceAndQuickAgainWhenTasksGoOnRunning() throws InterruptedException {
        for (int second : List.of(0, 1, 3, 7)) {
            look(second, FAILED);
        }
        look(8, RUNNING);
        assertEquals(Optional.empty(), supervisor.notReady());
        assertEquals(0, metrics.get("jst.sink.failed.tasks").gauge().value());
        look(309, RUNNING);

        look(400, FAILED);
        look(401, FAILED);

        assertEquals(6, restarts.get());
        assertEquals(4, detours.get(), "the first failure after that is no suspicion");
    }

    /** It may run for a while before it comes to the row. */
    @Test
    void suspectsARowThatATaskNeedsHalfAMinuteToFailOn() throws InterruptedException {
        look(0, FAILED);
        for (int second = 1; second < 30; second++) {
            look(second, RUNNING);
        }
        look(30, FAILED);

        assertEquals(1, detours.get());
    }

    /** Its partition goes from task to task, and comes to the detour when no task is left. */
    @Test
    void letsAllTasksFailWhereARowMayGoFromOneToTheNext() throws InterruptedException {
        look(0, tasks(1, 3));
        look(1, tasks(1, 3));
        assertEquals(1, detours.get());
        assertEquals(1, restarts.get(), "only the first time, when nothing was suspected");

        look(11, tasks(2, 3));
        assertEquals(1, restarts.get());
        look(12, tasks(3, 3));
        refusedRows = 1;
        look(21, tasks(3, 3));

        assertEquals(3, detours.get());
        assertEquals(1, refused());
        assertEquals(2, restarts.get());
    }

    @Test
    void restartsTasksWhereNoOtherOneFailsAfterThem() throws InterruptedException {
        look(0, tasks(1, 3));
        look(1, tasks(1, 3));
        look(10, tasks(1, 3));
        assertEquals(1, restarts.get());

        look(11, tasks(1, 3));

        assertEquals(2, restarts.get());
    }

    private static String tasks(int failed, int all) {
        return IntStream.range(0, all)
                .mapToObj(id -> "{\"id\":" + id + ",\"state\":\"" + (id < failed ? "FAILED" : "RUNNING")
                        + "\",\"trace\":\"x.E: gone away\"}")
                .collect(Collectors.joining(",", "{\"tasks\":[", "]}"));
    }

    /** What is buried stays buried, and is counted. */
    @Test
    void countsRowsThatWereRefusedBeforeSomethingCameInTheWay() throws InterruptedException {
        refusedRows = 3;
        inTheWay = "the database takes no rows now";
        look(0, FAILED);
        look(1, FAILED);

        assertEquals(3, refused());
    }

    @Test
    void aTaskThatFailsAgainAndAgainAfterRunningForAMomentIsRestartedLessAndLess() throws InterruptedException {
        for (int second = 0; second < 120; second += 2) {
            look(second, FAILED);
            look(second + 1, RUNNING);
        }

        // Where each moment of RUNNING counted as recovery, this would be 60.
        assertEquals(11, restarts.get());
    }

    @Test
    void suspectsARowOnlyWhereARestartDidNotHelp() throws InterruptedException {
        look(0, FAILED);
        assertEquals(0, detours.get());

        look(1, FAILED);

        assertEquals(1, detours.get());
        assertEquals(2, restarts.get());
        assertEquals(0, refused());
    }

    @Test
    void countsRefusedRowsAndIsQuickAgain() throws InterruptedException {
        for (int second : List.of(0, 1, 3)) {
            look(second, FAILED);
        }
        refusedRows = 20;
        look(7, FAILED);
        refusedRows = 0;

        look(8, FAILED);

        assertEquals(20, refused());
        assertEquals(4, detours.get());
        assertEquals(5, restarts.get());
    }

    @Test
    void restartsTheTaskWhereTheWorldIsToBlame() throws InterruptedException {
        look(0, FAILED);
        inTheWay = "the database takes no rows now";

        look(1, FAILED);

        assertEquals(2, restarts.get());
        assertEquals(0, refused());
    }

    @Test
    void goesOnForAnHourThatTheDatabaseIsAwayAndMakesNothingADeadLetter() throws InterruptedException {
        inTheWay = "the database takes no rows now";
        for (int second = 0; second < 3600; second++) {
            look(second, FAILED);
        }

        // At 0, 1, 3 and 7 s, and then every 15 s.
        assertEquals(4 + 239, restarts.get());
        assertEquals(0, refused());
        look(3600, RUNNING);
        assertEquals(Optional.empty(), supervisor.notReady());
    }

    private double refused() {
        return metrics.counter("jst.sink.refused", "connector", "jst.shops.sink")
                .count();
    }

    private void detour(IntConsumer refused) {
        detours.incrementAndGet();
        if (refusedRows > 0) {
            refused.accept(refusedRows);
        }
        if (!inTheWay.isEmpty()) {
            throw new OperatorException(ExitCode.ENVIRONMENT, inTheWay);
        }
    }

    private void look(int second, String tasks) throws InterruptedException {
        now = Instant.ofEpochSecond(second);
        status = tasks;
        supervisor.look(new Program.Stop());
    }

    /** What it has said before is no reason to call anybody now. */
    @Test
    void howManyTasksHaveFailedIsNotKnownWhileConnectDoesNotSay() throws InterruptedException {
        assertEquals(Double.NaN, failedTasks());
        look(0, FAILED);
        assertEquals(1, failedTasks());

        statusCode = 400;
        look(1, FAILED);
        assertEquals(Double.NaN, failedTasks());

        statusCode = 200;
        restartCode = 400;
        look(20, FAILED);
        assertEquals(1, failedTasks(), "it is known, whatever comes of the restart");
    }

    private double failedTasks() {
        return metrics.get("jst.sink.failed.tasks").gauge().value();
    }

    @Test
    void saysWhenAConnectorIsMissing() throws InterruptedException {
        status = "{\"tasks\":[]}";

        supervisor.look(new Program.Stop());

        assertTrue(supervisor.notReady().orElseThrow().contains("run the setup"));
        assertEquals(0, restarts.get());
    }

    private HttpServer server() {
        try {
            HttpServer created = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            created.createContext("/", exchange -> {
                boolean restart = exchange.getRequestURI().getPath().endsWith("/restart");
                if (restart) {
                    restarts.incrementAndGet();
                }
                byte[] body = (restart ? "{}" : status).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(restart ? restartCode : statusCode, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            created.start();
            return created;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
