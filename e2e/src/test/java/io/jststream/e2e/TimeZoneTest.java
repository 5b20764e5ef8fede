package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code make run ONCE=1} as a person starts it, wherever the machine's clock stands, and the database's sessions. */
class TimeZoneTest {
    private static final Pattern SIGNATURE = Pattern.compile("\\b[0-9a-fA-F]{32}\\b");

    @ParameterizedTest
    @CsvSource({"Asia/Shanghai, EST5, json", "America/New_York, KST-9, text"})
    void theTableEqualsTheSource(String zone, String session, String logFormat) throws Exception {
        runOnce(House.newFolder("zone"), zone, session, logFormat);
    }

    @Test
    void aSecondRunResumesAndSeesWhatSomebodyHasChangedInTheTable() throws Exception {
        Path data = House.newFolder("resume");
        assertTrue(runOnce(data, "UTC", "EST5", "text").contains("317 new, 0 changed, 0 unchanged"));
        change(
                data,
                "UPDATE shops SET nick = 'somebody' WHERE shop_id = 10394533",
                "DELETE FROM shops WHERE shop_id = 10497387");

        try (Fork second = start(data, "UTC", "KST-9", "text")) {
            assertEquals(1, second.await(), second.output());
            assertTrue(second.output().contains("0 new, 0 changed, 317 unchanged"), second.output());
            assertTrue(second.output().contains(" in 2 places:"), second.output());
            assertTrue(second.output().contains("row 10497387 is missing"), second.output());
            assertTrue(second.output().contains("row 10394533, nick: expected "), second.output());
            assertTrue(second.output().contains(", found 'somebody'"), second.output());
        }
    }

    /** Returns what a run printed whose table equals the source. */
    private static String runOnce(Path data, String zone, String session, String logFormat) throws Exception {
        try (Fork run = start(data, zone, session, logFormat)) {
            assertEquals(0, run.await(), run.output());

            assertTrue(
                    run.output().contains("The table shops equals what the simulator holds: 317 rows, every column."),
                    run.output());
            String log = House.read(data.resolve(logFormat.equals("json") ? "jst-stream.json" : "jst-stream.log"));
            assertTrue(log.contains("COMPLETE"), log);
            printsNoSecret(data, run.output(), log);
            return run.output();
        }
    }

    /**
     * Starts it.
     *
     * @param session the zone of the database, and so that of its sessions
     */
    private static Fork start(Path data, String zone, String session, String logFormat) {
        return Fork.start(
                data,
                Map.of(
                        "JST_LOCAL_DATA",
                        data.toString(),
                        "JST_LOG_LEVEL",
                        "DEBUG",
                        "JST_LOG_FORMAT",
                        logFormat,
                        "TZ",
                        session),
                "-Duser.timezone=" + zone,
                "io.jststream.local.LocalMain",
                "--once");
    }

    private static void change(Path data, String... statements) throws Exception {
        try (EmbeddedDatabase database =
                        EmbeddedDatabase.start(data.resolve("simulator/database"), 0, new Secret("jst"));
                Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().value());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                assertEquals(1, statement.executeUpdate(sql));
            }
        }
    }

    /** Neither the run's output nor its log shows what only the merchant may know. */
    private static void printsNoSecret(Path data, String output, String log) throws Exception {
        List<String> secrets = new ObjectMapper()
                .readTree(data.resolve("simulator/simulator-tokens.json").toFile())
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
