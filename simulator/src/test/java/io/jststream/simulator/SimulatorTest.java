package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void saysWhichPortIsTaken() {
        try (Simulator first = Simulator.start(Caller.config(Map.of()))) {
            String address = first.baseUrl().replace("http://", "");

            OperatorException error = assertThrows(OperatorException.class, () -> start(address));

            assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
            assertTrue(
                    error.getMessage()
                            .startsWith("the simulator cannot listen at JST_SIMULATOR_ADDRESS=" + address + " ("),
                    error.getMessage());
        }
    }

    @Test
    void ofAllAddressesItSaysOneThatCanBeCalled() {
        String address = start("0.0.0.0:0");

        assertTrue(address.matches("http://localhost:\\d+"), address);
    }

    @Test
    void aPortIsFreeAgainAfterTheClose() throws Exception {
        String address = start("127.0.0.1:" + freePort());

        assertEquals(address, start(address.replace("http://", "")));
    }

    @Test
    void keepsItsShopsOverARestart() {
        Path file = folder.resolve("new").resolve("shops.json");
        SimulatorConfig config = Caller.config(Map.of()).withFile(file);
        List<String> kept;
        try (Simulator simulator = Simulator.start(config)) {
            simulator.changes().next();
            simulator.shops().remove(10_394_533);
            kept = texts(simulator);
        }

        try (Simulator simulator = Simulator.start(
                Caller.config(Map.of("JST_SIMULATOR_SHOPS", "5")).withFile(file))) {
            assertEquals(kept, texts(simulator));
        }
        try (Simulator simulator = Simulator.start(Caller.config(Map.of()))) {
            assertNotEquals(kept, texts(simulator));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{}", "[1]"})
    void aFileThatHoldsNoShopsIsNamedAndLeavesNoPortTaken(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("shops.json"), content);
        String address = "127.0.0.1:" + freePort();

        OperatorException error = assertThrows(
                OperatorException.class,
                () -> Simulator.start(
                        Caller.config(Map.of("JST_SIMULATOR_ADDRESS", address)).withFile(file)));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains(file + " cannot be read"), error.getMessage());
        assertTrue(error.getMessage().contains("delete the file"), error.getMessage());
        assertEquals(content, Files.readString(file));
        assertEquals("http://" + address, start(address));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("shops.json");

        OperatorException error = assertThrows(
                OperatorException.class,
                () -> Simulator.start(Caller.config(Map.of()).withFile(file)));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains("cannot keep its shops in " + file), error.getMessage());
    }

    @Test
    void theCloseEndsSlowCalls() throws Exception {
        Simulator simulator = Simulator.start(Caller.config(Map.of()));
        Caller caller = new Caller(simulator, InstantSource.system());
        caller.init();
        simulator.misbehave(Misbehaviour.SLOW, 1);
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> {
            try {
                caller.page(1, 1);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> simulator.journal().calls().size() == 2);

        simulator.close();

        // A slow call takes three seconds.
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(call::isDone);
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("simulator")));
    }

    @Test
    void closingTwiceIsHarmless() {
        Simulator simulator = Simulator.start(Caller.config(Map.of()));

        simulator.close();
        simulator.close();

        assertThrows(IOException.class, () -> new Caller(simulator, InstantSource.system()).init());
    }

    @Test
    void changesComeByThemselvesWhereATimeIsSet() {
        try (Simulator simulator = Simulator.start(Caller.config(Map.of("JST_SIMULATOR_CHANGE_EVERY", "10ms")))) {
            List<ObjectNode> before = simulator.shops().snapshot();

            Awaitility.await().until(() -> !before.equals(simulator.shops().snapshot()));
        }
    }

    @Test
    void theAddressIsAUrlAlsoInTheNewerInternetProtocol() throws Exception {
        assumeTrue(canListenAtItsLoopback());
        try (Simulator simulator = Simulator.start(Caller.config(Map.of("JST_SIMULATOR_ADDRESS", "[::1]:0")))) {
            Caller caller = new Caller(simulator, InstantSource.system());

            assertTrue(caller.init().path("expires_in").asLong() > 0);
        }
    }

    /** Where it listened, and does no more. */
    private static String start(String address) {
        try (Simulator simulator = Simulator.start(Caller.config(Map.of("JST_SIMULATOR_ADDRESS", address)))) {
            return simulator.baseUrl();
        }
    }

    private static List<String> texts(Simulator simulator) {
        return simulator.shops().snapshot().stream().map(ObjectNode::toString).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean canListenAtItsLoopback() throws IOException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
