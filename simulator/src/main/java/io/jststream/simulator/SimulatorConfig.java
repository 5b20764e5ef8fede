package io.jststream.simulator;

import static io.jststream.service.Setting.JST_CALLS_PER_MINUTE;
import static io.jststream.service.Setting.JST_CALLS_PER_SECOND;
import static io.jststream.service.Setting.JST_SIMULATOR_ADDRESS;
import static io.jststream.service.Setting.JST_SIMULATOR_ADMIN;
import static io.jststream.service.Setting.JST_SIMULATOR_CHANGE_EVERY;
import static io.jststream.service.Setting.JST_SIMULATOR_ORDERS;
import static io.jststream.service.Setting.JST_SIMULATOR_SEED;
import static io.jststream.service.Setting.JST_SIMULATOR_SHOPS;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * How a simulator is set up.
 *
 * @param shops number of shops that it starts with, at least 5: the odd ones are always among them
 * @param orders number of orders that it starts with; some of the other tables' sizes follow from it
 * @param changeEvery time between two changes to the shops; zero for none
 * @param admin whether misbehaviour can be ordered over HTTP
 * @param file where the shops are kept over a restart
 * @param tokenLife how long a token lives
 */
public record SimulatorConfig(
        InetSocketAddress address,
        int shops,
        int orders,
        long seed,
        Duration changeEvery,
        boolean admin,
        Optional<Path> file,
        int callsPerSecond,
        int callsPerMinute,
        Duration tokenLife,
        InstantSource clock) {
    public SimulatorConfig {
        if (address.isUnresolved()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    JST_SIMULATOR_ADDRESS + "=" + address.getHostString() + ":" + address.getPort()
                            + ": no such host; expected an address of this machine, such as 127.0.0.1:0");
        }
        if (admin && !address.getAddress().isLoopbackAddress()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    JST_SIMULATOR_ADMIN + "=true opens an endpoint that anyone may use, expected a loopback address in "
                            + JST_SIMULATOR_ADDRESS + ", found " + address.getHostString());
        }
    }

    public static SimulatorConfig from(Settings settings) {
        return new SimulatorConfig(
                settings.address(JST_SIMULATOR_ADDRESS),
                settings.integer(JST_SIMULATOR_SHOPS, 5),
                settings.integer(JST_SIMULATOR_ORDERS, 0),
                settings.integer(JST_SIMULATOR_SEED, 0),
                settings.duration(JST_SIMULATOR_CHANGE_EVERY),
                settings.flag(JST_SIMULATOR_ADMIN),
                Optional.empty(),
                settings.integer(JST_CALLS_PER_SECOND, 1),
                settings.integer(JST_CALLS_PER_MINUTE, 1),
                Duration.ofDays(30),
                InstantSource.system());
    }

    /** What holds where nothing is set, with shops that stay as they are. */
    public static SimulatorConfig defaults() {
        return from(Settings.from(Map.of("JST_SIMULATOR_CHANGE_EVERY", "0s")));
    }

    /** The same, with the shops kept in a file. */
    public SimulatorConfig withFile(Path kept) {
        return new SimulatorConfig(
                address,
                shops,
                orders,
                seed,
                changeEvery,
                admin,
                Optional.of(kept),
                callsPerSecond,
                callsPerMinute,
                tokenLife,
                clock);
    }

    /** The same, by another clock. */
    public SimulatorConfig withClock(InstantSource other) {
        return new SimulatorConfig(
                address,
                shops,
                orders,
                seed,
                changeEvery,
                admin,
                file,
                callsPerSecond,
                callsPerMinute,
                tokenLife,
                other);
    }
}
