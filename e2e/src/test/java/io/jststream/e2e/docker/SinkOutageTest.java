package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * A database that is away, in every way that a database is away: rows wait in Kafka, none becomes a dead letter, and within a
 * minute of its return the table is right, without a person.
 */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SinkOutageTest {
    private static final Duration A_MINUTE = Duration.ofSeconds(60);
    /** More than the time limits of a session and all retries of the sink: what holds for this long holds for ever. */
    private static final Duration LONG = Duration.ofSeconds(45);

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final SinkStack sink =
            new SinkStack("outage", Map.of("COMPOSE_FILE", "docker-compose.yml:e2e/src/test/resources/small-disk.yml"));
    private final Map<Integer, String> expected = new TreeMap<>();
    private int round;

    /** Something that happens to the database. */
    private interface Event {
        void happens() throws SQLException;
    }

    @BeforeAll
    void up() {
        sink.up();
    }

    @AfterAll
    void down() {
        sink.close();
    }

    @Test
    @Order(1)
    void stoppedForLongerThanAnyTimeOut() throws Exception {
        survives(
                "stopped",
                () -> sink.compose().docker("stop", "mysql"),
                LONG,
                () -> sink.compose().docker("start", "mysql"));
    }

    @Test
    @Order(1)
    void pausedForLongerThanAnyTimeOut() throws Exception {
        survives(
                "paused",
                () -> sink.compose().pause("mysql"),
                LONG,
                () -> sink.compose().docker("unpause", "mysql"));
    }

    @Test
    @Order(1)
    void restarted() throws Exception {
        survives("restarted", () -> {}, Duration.ZERO, () -> sink.compose().docker("restart", "mysql"));
    }

    @Test
    @Order(1)
    void readOnly() throws Exception {
        survives(
                "read-only",
                () -> sink.sql("SET GLOBAL super_read_only = ON"),
                SHORT,
                () -> sink.sql("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF"));
    }

    @Test
    @Order(1)
    void itsSessionsKilled() throws Exception {
        survives("killed", this::killSessions, SHORT, this::killSessions);
    }

    @Test
    @Order(1)
    void itsRowsLockedForLongerThanMysqlWaits() throws Exception {
        produce();
        sink.awaitNames(expected, A_MINUTE);
        try (Connection holder = sink.compose().root();
                Statement statement = holder.createStatement()) {
            survives(
                    "locked",
                    () -> {
                        statement.execute("SET SESSION innodb_lock_wait_timeout = 120");
                        holder.setAutoCommit(false);
                        statement.execute("SELECT * FROM shops FOR UPDATE");
                    },
                    LONG,
                    holder::rollback);
        }
    }

    /** The server does not notice that a session is gone which waits for a table: each attempt would leave one behind. */
    @Test
    @Order(1)
    void itsTableLockedForLongerThanASessionLives() throws Exception {
        try (Connection holder = sink.compose().root();
                Statement statement = holder.createStatement()) {
            survives("table locked", () -> statement.execute("LOCK TABLES shops READ"), Duration.ofMinutes(2), () -> {
                assertEquals(
                        0,
                        number("SELECT count(*) FROM information_schema.processlist"
                                + " WHERE user = 'jst_sink' AND command = 'Query' AND time > 30"),
                        "sessions that wait for longer than a session lives");
                statement.execute("UNLOCK TABLES");
            });
        }
    }

    @Test
    @Order(1)
    void itsRowsDeadLocked() throws Exception {
        produce();
        sink.awaitNames(expected, A_MINUTE);
        try (Connection other = sink.compose().root();
                Statement statement = other.createStatement()) {
            survives(
                    "dead-locked",
                    () -> {
                        other.setAutoCommit(false);
                        becomeHeavierThanTheSink(statement);
                        statement.execute("SELECT * FROM shops WHERE shop_id = 1999 FOR UPDATE");
                    },
                    SHORT,
                    () -> {
                        Awaitility.await().atMost(A_MINUTE).until(this::theSinkWaits);
                        long before = deadLocks();
                        statement.execute("SELECT * FROM shops FOR UPDATE");
                        assertEquals(before + 1, deadLocks(), "the sink's transaction was not rolled back");
                        other.rollback();
                    });
        }
    }

    /** Of two transactions that wait for each other MySQL rolls back the one that has changed fewer rows. */
    private static void becomeHeavierThanTheSink(Statement statement) throws SQLException {
        statement.execute(
                "CREATE TABLE heavy (number INT) AS WITH RECURSIVE numbers (number) AS"
                        + " (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 1000) SELECT number FROM numbers");
        for (int times = 0; times < 5; times++) {
            statement.execute("INSERT INTO heavy SELECT number FROM heavy");
        }
    }

    private boolean theSinkWaits() throws SQLException {
        return number("SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") > 0;
    }

    private long deadLocks() throws SQLException {
        return number("SELECT count FROM information_schema.innodb_metrics WHERE name = 'lock_deadlocks'");
    }

    private long number(String select) throws SQLException {
        try (Connection session = sink.compose().root();
                Statement statement = session.createStatement();
                ResultSet found = statement.executeQuery(select)) {
            found.next();
            return found.getLong(1);
        }
    }

    @Test
    @Order(1)
    void itsPasswordChangedInTheDatabaseFirst() throws Exception {
        survives("password", () -> changePassword("changed1"), SHORT, () -> writePassword("changed1"));
    }

    @Test
    @Order(1)
    void itsPasswordChangedInTheFileFirst() throws Exception {
        survives("password", () -> writePassword("changed2"), SHORT, () -> changePassword("changed2"));
    }

    @Test
    @Order(2)
    void itsDiskFull() throws Exception {
        survives(
                "disk full",
                () -> {
                    moveTableToTheSmallDisk();
                    mysql("dd if=/dev/zero of=/small/filler bs=4k || true");
                },
                SHORT,
                () -> {
                    Awaitility.await()
                            .atMost(A_MINUTE)
                            .until(() -> sink.status().contains("is full"));
                    mysql("rm /small/filler");
                });
    }

    private void survives(String what, Event begin, Duration lasting, Event end) throws SQLException {
        sink.awaitRunning();
        begin.happens();
        produce();
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(3))
                .atMost(lasting.plus(SHORT))
                .during(lasting)
                .until(() -> sink.deadLetters().isEmpty());

        end.happens();

        Duration took = sink.awaitNames(expected, A_MINUTE);
        System.out.println(what + ": the table was right " + took.toMillis() + " ms after the end");
        assertEquals(Map.of(), sink.deadLetters());
        sink.awaitRunning();
    }

    /** A new name for each of two thousand shops. */
    private void produce() {
        round++;
        Map<Integer, String> names = IntStream.range(0, 2000)
                .boxed()
                .collect(Collectors.toMap(shop -> shop, shop -> "round " + round + " ".repeat(200) + "."));
        sink.produce(names);
        expected.putAll(names);
    }

    private void killSessions() throws SQLException {
        List<Long> sessions = new ArrayList<>();
        try (Connection session = sink.compose().root();
                Statement statement = session.createStatement()) {
            try (ResultSet list = statement.executeQuery("SHOW PROCESSLIST")) {
                while (list.next()) {
                    if (list.getString("User").equals("jst_sink")) {
                        sessions.add(list.getLong("Id"));
                    }
                }
            }
            for (long id : sessions) {
                kill(statement, id);
            }
        }
    }

    private static void kill(Statement statement, long session) {
        try {
            statement.execute("KILL " + session);
        } catch (SQLException e) {
            System.out.println("session " + session + " was gone already");
        }
    }

    private void changePassword(String password) throws SQLException {
        sink.sql("ALTER USER 'jst_sink'@'%' IDENTIFIED BY '" + password + "'");
        killSessions();
    }

    /** In place, as the containers see this very file and not another one of its name. */
    private void writePassword(String password) {
        try {
            Files.writeString(sink.compose().secrets().resolve("sink.properties"), "password=" + password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveTableToTheSmallDisk() throws SQLException {
        // a container that is started again has it back as root's alone
        sink.compose().docker("exec", "-T", "--user", "root", "mysql", "chmod", "1777", "/small");
        try (Connection session = sink.compose().root();
                Statement statement = session.createStatement();
                ResultSet table = statement.executeQuery("SHOW CREATE TABLE shops")) {
            table.next();
            String ddl = table.getString(2);
            sink.sql("DROP TABLE shops", ddl + " DATA DIRECTORY = '/small'");
            expected.clear();
        }
    }

    private void mysql(String command) {
        sink.compose().docker("exec", "-T", "mysql", "bash", "-c", command);
    }
}
