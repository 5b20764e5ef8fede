package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorConfigTest {
    @Test
    void defaultsAreThoseOfTheApi() {
        SimulatorConfig config = SimulatorConfig.from(Settings.from(Map.of()));

        assertEquals("/127.0.0.1:0", config.address().toString().replace("localhost", ""));
        assertEquals(317, config.shops());
        assertEquals(2000, config.orders());
        assertEquals(20_261_101, config.seed());
        assertEquals(Duration.ofSeconds(10), config.changeEvery());
        assertFalse(config.admin());
        assertEquals(Optional.empty(), config.file());
        assertEquals(5, config.callsPerSecond());
        assertEquals(100, config.callsPerMinute());
        assertEquals(Duration.ofDays(30), config.tokenLife());
    }

    @Test
    void everySettingIsRead() {
        SimulatorConfig config = SimulatorConfig.from(Settings.from(Map.of(
                "JST_SIMULATOR_ADDRESS", "127.0.0.1:1234",
                "JST_SIMULATOR_SHOPS", "5",
                "JST_SIMULATOR_ORDERS", "0",
                "JST_SIMULATOR_SEED", "0",
                "JST_SIMULATOR_CHANGE_EVERY", "2s",
                "JST_SIMULATOR_ADMIN", "true",
                "JST_CALLS_PER_SECOND", "1",
                "JST_CALLS_PER_MINUTE", "2")));

        assertEquals(1234, config.address().getPort());
        assertEquals(5, config.shops());
        assertEquals(0, config.orders());
        assertEquals(0, config.seed());
        assertEquals(Duration.ofSeconds(2), config.changeEvery());
        assertTrue(config.admin());
        assertEquals(1, config.callsPerSecond());
        assertEquals(2, config.callsPerMinute());
    }

    @Test
    void aCopyDiffersInOneThing() {
        SimulatorConfig config = SimulatorConfig.defaults();
        FakeClock clock = new FakeClock();

        assertEquals(Duration.ZERO, config.changeEvery());
        assertEquals(
                Optional.of(Path.of("kept")), config.withFile(Path.of("kept")).file());
        assertEquals(clock, config.withClock(clock).clock());
    }

    @ParameterizedTest
    @CsvSource({
        "JST_SIMULATOR_SHOPS, 4, 'a whole number, at least 5'",
        "JST_SIMULATOR_SHOPS, many, 'a whole number, at least 5'",
        "JST_SIMULATOR_SEED, -1, 'a whole number, at least 0'",
        "JST_CALLS_PER_SECOND, 0, 'a whole number, at least 1'",
        "JST_CALLS_PER_MINUTE, 0, 'a whole number, at least 1'",
        "JST_SIMULATOR_CHANGE_EVERY, -1s, 'a duration such as 500ms, 30s, 5m, 2h or 1d'",
        "JST_SIMULATOR_ADMIN, maybe, true or false",
        "JST_SIMULATOR_ADDRESS, 127.0.0.1:70000, host:port"
    })
    void saysWhichValueIsOutOfRange(String name, String value, String expected) {
        OperatorException error = refused(Map.of(name, value));

        assertEquals(
                "environment variable " + name + ": found '" + value + "', expected " + expected, error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8080", "192.0.2.1:8080"})
    void noAdminWhereOthersCanReachIt(String address) {
        OperatorException error = refused(Map.of("JST_SIMULATOR_ADMIN", "true", "JST_SIMULATOR_ADDRESS", address));

        assertTrue(error.getMessage().contains("JST_SIMULATOR_ADMIN=true"), error.getMessage());
        assertTrue(
                error.getMessage().contains("JST_SIMULATOR_ADDRESS, found " + address.split(":")[0]),
                error.getMessage());
        assertFalse(SimulatorConfig.from(Settings.from(Map.of("JST_SIMULATOR_ADDRESS", address)))
                .admin());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHostThatNobodyKnowsIsNamed(boolean admin) {
        SimulatorConfig config = SimulatorConfig.defaults();

        OperatorException error = assertThrows(
                OperatorException.class,
                () -> new SimulatorConfig(
                        InetSocketAddress.createUnresolved("simulater.invalid", 8080),
                        config.shops(),
                        config.orders(),
                        config.seed(),
                        config.changeEvery(),
                        admin,
                        config.file(),
                        config.callsPerSecond(),
                        config.callsPerMinute(),
                        config.tokenLife(),
                        config.clock()));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(
                error.getMessage().startsWith("JST_SIMULATOR_ADDRESS=simulater.invalid:8080: no such host"),
                error.getMessage());
    }

    private static OperatorException refused(Map<String, String> settings) {
        OperatorException error =
                assertThrows(OperatorException.class, () -> SimulatorConfig.from(Settings.from(settings)));
        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        return error;
    }
}
