package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.RawLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code make replay} over a raw topic that holds three versions of every row: how MySQL sees it, with {@code make up} before it
 * where the tables do not have yet what the catalog has. With {@code -Dreplay.rows=200000} as many rows as a replay has to manage,
 * which takes minutes.
 */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {
    private static final int ROWS = Integer.getInteger("replay.rows", 3_000);
    private static final int VERSIONS = 3;
    private static final Duration LONGEST = Duration.ofMinutes(8);

    private final Path data = House.newFolder("replay");
    /** A folder below: the one above is this user's alone, and a container has another. */
    private final Path catalog = data.resolve("catalog/shops.yaml");

    private final Compose compose = new Compose(
            "jst-replay-test", data, Map.of("CATALOG", data.resolve("catalog").toString()));

    @BeforeAll
    void loadHistory() throws IOException {
        Files.createDirectories(catalog.getParent());
        Files.writeString(catalog, House.read(House.ROOT.resolve("catalog/shops.yaml")));
        compose.up();
        compose.docker("stop", "producer");
        Properties kafka = new Properties();
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
        try (RawLoad raw = new RawLoad(kafka)) {
            raw.versions(ROWS, 1, VERSIONS).abort(10);
        }
        String last = "SELECT COUNT(*) FROM shops WHERE short_name = 'version " + VERSIONS + "'";
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> compose.mysql(last).equals(Integer.toString(ROWS)));
    }

    @AfterAll
    void down() {
        compose.close();
    }

    @Test
    @Order(1)
    void writesNothingWhileTheMappingIsTheSame() throws SQLException {
        int rowEvents = compose.rowEvents();
        String checksum = compose.mysql("CHECKSUM TABLE shops");

        String printed = compose.run("make", "replay");

        assertTrue(printed.contains("table: 0 inserted, 0 updated, 0 deleted, " + ROWS + " unchanged"), printed);
        assertEquals(rowEvents, compose.rowEvents());
        assertEquals(checksum, compose.mysql("CHECKSUM TABLE shops"));
    }

    /** The other way round, rows of the new mapping would be written without the column. */
    @Test
    @Order(2)
    void theTableHasTheColumnBeforeAMappingWritesIt() throws IOException {
        Files.writeString(
                catalog,
                House.read(catalog)
                        + "    - {field: seventh, expression: \"raw.shop_name == '店铺 7' ? '第七家' : null\", type: varchar(64)}\n");
        String before = state("transformer", "{{.Id}}");

        String printed = compose.run("env", "JST_LOG_FORMAT=json", "bash", "connect-config/docker/up.sh");

        assertTrue(printed.contains("table shops, column seventh: nothing → varchar(64)"), printed);
        assertNotEquals(before, state("transformer", "{{.Id}}"));
        Instant mapping = Instant.parse(state("transformer", "{{.State.StartedAt}}"));
        assertTrue(added().isBefore(mapping), added() + " and " + mapping);
        compose.docker("stop", "producer");
    }

    /** When setup had added the column; it may have run once more since. */
    private Instant added() {
        String line = compose.run("sh", "-c", "docker logs --timestamps $(docker compose ps --all --quiet setup) 2>&1")
                .lines()
                .filter(logged -> logged.contains("Added to tables"))
                .findFirst()
                .orElseThrow();
        return Instant.parse(line.substring(0, line.indexOf(' ')));
    }

    @Test
    @Order(3)
    void writesTheRowsThatAChangedMappingChanges() throws SQLException {
        int rowEvents = compose.rowEvents();

        String printed = compose.run("make", "replay", "FROM=2026-01-01T00:00:00+08:00");

        assertTrue(printed.contains("table: 0 inserted, 1 updated, 0 deleted, " + (ROWS - 1) + " unchanged"), printed);
        assertNotEquals(rowEvents, compose.rowEvents());
        assertEquals("version " + VERSIONS, compose.mysql("SELECT short_name FROM shops WHERE seventh = '第七家'"));
    }

    @Test
    @Order(4)
    void refusesATimeThatIsNone() {
        AssertionError refused =
                assertThrows(AssertionError.class, () -> compose.run("make", "replay", "FROM=yesterday"));

        assertTrue(message(refused).contains("error: FROM=yesterday is no time"), message(refused));
        assertEquals(
                "running",
                compose.docker("ps", "--format", "{{.State}}", "transformer").strip());
    }

    @Test
    @Order(5)
    void saysWhatIsNotRunning() {
        compose.docker("stop", "connect");

        AssertionError refused = assertThrows(AssertionError.class, () -> compose.run("make", "replay"));

        assertTrue(message(refused).contains("error: connect is not running"));
    }

    private String state(String service, String format) {
        return compose.run(
                        "sh",
                        "-c",
                        "docker inspect --format '" + format + "' $(docker compose ps --all --quiet " + service + ")")
                .strip();
    }

    private static String message(AssertionError refused) {
        return String.valueOf(refused.getMessage());
    }
}
