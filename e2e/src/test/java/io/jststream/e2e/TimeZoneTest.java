package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code make run ONCE=1} as a person starts it, wherever the machine's clock stands. */
class TimeZoneTest {
    private static final Pattern SIGNATURE = Pattern.compile("\\b[0-9a-fA-F]{32}\\b");

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Shanghai", "America/New_York"})
    void theTableEqualsTheSource(String zone) throws Exception {
        Path data = House.newFolder("zone");
        try (Fork run = Fork.start(
                data,
                Map.of("JST_LOCAL_DATA", data.toString(), "JST_LOG_LEVEL", "DEBUG"),
                "-Duser.timezone=" + zone,
                "io.jststream.local.LocalMain",
                "--once")) {
            assertEquals(0, run.await(), run.output());

            assertTrue(
                    run.output().contains("The table equals what the simulator holds: 317 rows, every column."),
                    run.output());
            printsNoSecret(data, run.output());
        }
    }

    /** Neither the run's output nor its log shows what only the merchant may know. */
    private static void printsNoSecret(Path data, String output) throws Exception {
        String log = House.read(data.resolve("jst-stream.log"));
        assertFalse(log.isEmpty());
        List<String> secrets = new ObjectMapper()
                .readTree(data.resolve("simulator-tokens.json").toFile())
                .findValuesAsText("access_token");
        assertFalse(secrets.isEmpty());
        for (String printed : List.of(output, log)) {
            assertFalse(printed.contains(appSecret()), "the secret of the application");
            secrets.forEach(token -> assertFalse(printed.contains(token), "a token"));
            assertFalse(SIGNATURE.matcher(printed).find(), "something like a signature");
        }
        for (String payload : List.of("shop_name", "旗舰店", "session_uid")) {
            assertFalse(log.contains(payload), payload);
        }
    }

    /** Every simulator has the same. */
    private static String appSecret() {
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults())) {
            return simulator.appSecret();
        }
    }
}
