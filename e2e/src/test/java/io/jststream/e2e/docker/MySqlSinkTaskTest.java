package io.jststream.e2e.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.e2e.tool.House;
import io.jststream.integration.TableDdl;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.sink.MySqlSinkTask;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Our own sink's task as Connect calls it, on real databases: what it writes is what the records say, whatever stands in them. */
class MySqlSinkTaskTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREATE = "CREATE TABLE things (id INT, `it's` VARCHAR(20)" + TableDdl.KEY_CHARACTERS
            + ", name TEXT, PRIMARY KEY (id, `it's`)) DEFAULT CHARSET utf8mb4";

    private int offset;

    @Test
    void onTheDatabaseOfMakeRun() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(House.newFolder("sink").resolve("database"), 0, new Secret("jst"))) {
            writesWhatTheRecordsSay(new Login(database.jdbcUrl(), database.user(), "jst"));
        }
    }

    @Test
    @Tag("docker")
    void onMySql() throws Exception {
        try (MysqlContainer mysql = new MysqlContainer()) {
            Settings settings = mysql.settings();
            writesWhatTheRecordsSay(new Login(
                    settings.get(Setting.JST_MYSQL_URL),
                    settings.get(Setting.JST_MYSQL_USER),
                    settings.secret(Setting.JST_MYSQL_PASSWORD).value()));
        }
    }

    /** Where a database is, and as whom. */
    private record Login(String url, String user, String password) {
        Connection open() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        Login inMode(String mode) {
            return new Login(url + "&sessionVariables=sql_mode='" + mode + "'", user, password);
        }

        String mode() throws SQLException {
            try (Connection session = open();
                    Statement statement = session.createStatement();
                    ResultSet mode = statement.executeQuery("SELECT @@SESSION.sql_mode")) {
                mode.next();
                return mode.getString(1);
            }
        }

        MySqlSinkTask task() {
            return task("things", "id,it's", "id,it's,name");
        }

        MySqlSinkTask task(String table, String key, String columns) {
            return task(table, key, columns, new ArrayList<>());
        }

        /** One that tells in how many milliseconds it wants to be called again, each time that it says so. */
        MySqlSinkTask task(String table, String key, String columns, List<Object> timeouts) {
            MySqlSinkTask task = new MySqlSinkTask();
            task.initialize((SinkTaskContext) Proxy.newProxyInstance(
                    SinkTaskContext.class.getClassLoader(),
                    new Class<?>[] {SinkTaskContext.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("timeout")) {
                            timeouts.add(arguments[0]);
                        }
                        return null;
                    }));
            task.start(Map.of(
                    "connection.url",
                    url,
                    "connection.user",
                    user,
                    "connection.password",
                    password,
                    "table",
                    table,
                    "key.columns",
                    key,
                    "columns",
                    columns,
                    "max.retries",
                    "2",
                    "retry.backoff.ms",
                    "1234"));
            return task;
        }
    }

    private void writesWhatTheRecordsSay(Login login) throws Exception {
        try (Connection connection = login.open();
                Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
            keepsEveryCharacter(login, statement);
            Login plainBackslashes = login.inMode("STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES");
            assertTrue(plainBackslashes.mode().contains("NO_BACKSLASH_ESCAPES"), plainBackslashes.mode());
            keepsEveryCharacter(plainBackslashes, statement);
            writesABatchOfManyStatements(login, statement);
            deletesByKeysOfEveryType(login, statement);
            endsWithWhatEachKeyHadLast(login, statement);
            writesNothingOfABatchThatItCannotRead(login, statement);
            goesOnWithANewSession(login, statement);
            failsWhereTheDatabaseRefusesARowAgainAndAgain(login, statement);
            countsTheRetriesOfOneBatchAlone(login);
        }
    }

    private void keepsEveryCharacter(Login login, Statement statement) throws Exception {
        List<String> texts = new ArrayList<>(List.of(
                "{d '2026-01-01'} ? ; -- # /*",
                "\\",
                "'",
                "''",
                "\\'",
                "'\\",
                "\"`",
                "%_",
                "\\N",
                "\\0",
                "x'; DELETE FROM things"));
        int portion = 500;
        for (int first = 0; first < 0x11000; first += portion) {
            texts.add(IntStream.range(first, first + portion)
                    .filter(character -> character < 0xd800 || character > 0xdfff)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        }
        List<SinkRecord> rows = new ArrayList<>();
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            rows.add(row(i, "a", texts.get(i)));
            expected.put(i + " a", texts.get(i));
        }

        put(login, rows);

        assertEquals(expected, rows(statement));
        statement.execute("DELETE FROM things");
    }

    private void writesABatchOfManyStatements(Login login, Statement statement) throws Exception {
        List<SinkRecord> rows = new ArrayList<>();
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(row(i, "a", "店".repeat(500) + i));
            expected.put(i + " a", "店".repeat(500) + i);
        }

        put(login, rows);

        assertEquals(expected, rows(statement));
        statement.execute("DELETE FROM things");
    }

    private void deletesByKeysOfEveryType(Login login, Statement statement) throws Exception {
        statement.execute(
                "CREATE TABLE kept (a DECIMAL(20,4), b DATETIME(3), c BOOLEAN, d DATE, PRIMARY KEY (a, b, c, d))");
        String key = "{\"a\":1234567890123456.7891,\"b\":\"2026-11-28 23:59:59.120\",\"c\":true,\"d\":\"2026-11-28\"}";
        MySqlSinkTask task = login.task("kept", "a,b,c,d", "a,b,c,d");
        task.put(List.of(record(key, key), record(key.replace("true", "false"), key.replace("true", "false"))));
        assertEquals(2, count(statement));
        task.put(List.of(record(key, null)));
        assertEquals(1, count(statement));
        task.put(List.of(record(key.replace("true", "false"), null)));
        assertEquals(0, count(statement));
        SinkRecord half = record("{\"a\":1,\"b\":null,\"c\":true}", null);
        DataException refused = assertThrows(DataException.class, () -> task.put(List.of(half)));
        assertEquals(
                "jst.things-3 at offset " + half.kafkaOffset()
                        + ": found no value in the field b of the key, expected one",
                refused.getMessage());
        task.stop();
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM kept")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void endsWithWhatEachKeyHadLast(Login login, Statement statement) throws Exception {
        Random random = new Random(20261128);
        List<String> parts = List.of("a", "a ", "A", "b'", "\\", "c\\'", "店");
        Map<String, String> expected = new TreeMap<>();
        MySqlSinkTask task = login.task();
        for (int batch = 0; batch < 60; batch++) {
            List<SinkRecord> rows = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int id = random.nextInt(20);
                String part = parts.get(random.nextInt(parts.size()));
                boolean gone = random.nextInt(3) == 0;
                String name = gone ? null : batch + "/" + i;
                rows.add(row(id, part, name));
                if (name == null) {
                    expected.remove(id + " " + part);
                } else {
                    expected.put(id + " " + part, name);
                }
            }
            task.put(rows);
            assertEquals(expected, rows(statement));
        }
        task.stop();
        statement.execute("DELETE FROM things");
    }

    private void writesNothingOfABatchThatItCannotRead(Login login, Statement statement) throws Exception {
        MySqlSinkTask task = login.task();
        SinkRecord broken = record("{\"id\":1,\"it's\":\"a\"}", "{\"id\":1,");

        DataException refused = assertThrows(
                DataException.class, () -> task.put(List.of(row(5, "a", "sent already"), row(2, "b", null), broken)));

        String where = "jst.things-3 at offset " + broken.kafkaOffset() + ": found JSON that cannot be read (";
        assertTrue(String.valueOf(refused.getMessage()).startsWith(where), refused.toString());
        assertEquals(Map.of(), rows(statement));
        task.put(List.of(row(1, "a", "after")));
        assertEquals(Map.of("1 a", "after"), rows(statement));
        task.stop();
        statement.execute("DELETE FROM things");
    }

    private void goesOnWithANewSession(Login login, Statement statement) throws Exception {
        MySqlSinkTask task = login.task();
        task.put(List.of(row(1, "a", "before")));
        killOtherSessions(statement);

        List<SinkRecord> rows = List.of(row(1, "a", "after"));
        Map<TopicPartition, OffsetAndMetadata> before = task.preCommit(Map.of());
        RetriableException failed = assertThrows(RetriableException.class, () -> task.put(rows));
        assertTrue(failed.toString().contains(": the database did not take a batch of 1 records: "), failed.toString());
        task.put(List.of());
        assertEquals(before, task.preCommit(Map.of()), "the place is that of what has been written");
        task.put(rows);

        TopicPartition partition = new TopicPartition("jst.things", 3);
        assertEquals(Map.of(partition, new OffsetAndMetadata(rows.get(0).kafkaOffset() + 1)), task.preCommit(Map.of()));
        task.close(List.of(partition));
        assertEquals(Map.of(), task.preCommit(Map.of()));
        assertEquals(Map.of("1 a", "after"), rows(statement));
        task.stop();
        statement.execute("DELETE FROM things");
    }

    private void failsWhereTheDatabaseRefusesARowAgainAndAgain(Login login, Statement statement) throws Exception {
        MySqlSinkTask task = login.task();
        List<SinkRecord> rows = List.of(row(1, "a", "fits"), row(2, "x".repeat(21), "does not"));
        assertThrows(RetriableException.class, () -> task.put(rows));
        assertThrows(RetriableException.class, () -> task.put(rows));

        ConnectException failed = assertThrows(ConnectException.class, () -> task.put(rows));

        assertTrue(!(failed instanceof RetriableException), failed.toString());
        assertTrue(failed.toString().contains("Data too long for column 'it's'"), failed.toString());
        assertTrue(failed.toString().endsWith(", and not 2 times more either"), failed.toString());
        assertEquals(Map.of(), rows(statement));
        task.stop();
    }

    private void countsTheRetriesOfOneBatchAlone(Login login) {
        List<Object> timeouts = new ArrayList<>();
        MySqlSinkTask task = login.task("things", "id,it's", "id,it's,name", timeouts);
        List<SinkRecord> refused = List.of(row(2, "x".repeat(21), "does not fit"));
        assertThrows(RetriableException.class, () -> task.put(refused));
        assertThrows(RetriableException.class, () -> task.put(refused));
        assertEquals(List.of(1234L, 1234L), timeouts);
        task.put(List.of(row(1, "a", "fits")));
        assertThrows(RetriableException.class, () -> task.put(refused));
        assertThrows(RetriableException.class, () -> task.put(refused));
        task.close(List.of(new TopicPartition("jst.things", 3)));
        assertThrows(RetriableException.class, () -> task.put(refused));
        assertThrows(RetriableException.class, () -> task.put(refused));
        assertEquals(Collections.nCopies(6, 1234L), timeouts);
        task.stop();
    }

    private static void killOtherSessions(Statement statement) throws SQLException {
        List<Long> others = new ArrayList<>();
        try (ResultSet sessions = statement.executeQuery(
                "SELECT id FROM information_schema.processlist WHERE db = 'bi' AND id <> CONNECTION_ID()")) {
            while (sessions.next()) {
                others.add(sessions.getLong(1));
            }
        }
        assertEquals(1, others.size());
        statement.execute("KILL " + others.get(0));
    }

    private static void put(Login login, List<SinkRecord> rows) {
        MySqlSinkTask task = login.task();
        task.put(rows);
        task.stop();
    }

    private SinkRecord row(int id, String part, @Nullable String name) {
        ObjectNode key = JSON.createObjectNode().put("id", id).put("it's", part);
        return record(
                key.toString(),
                name == null ? null : key.deepCopy().put("name", name).toString());
    }

    private SinkRecord record(String key, @Nullable String value) {
        return new SinkRecord(
                "jst.things",
                3,
                null,
                key.getBytes(UTF_8),
                null,
                value == null ? null : value.getBytes(UTF_8),
                offset++);
    }

    private static Map<String, String> rows(Statement statement) throws SQLException, IOException {
        Map<String, String> rows = new TreeMap<>();
        try (ResultSet found = statement.executeQuery("SELECT id, `it's`, name FROM things")) {
            while (found.next()) {
                rows.put(found.getInt(1) + " " + found.getString(2), found.getString(3));
            }
        }
        return rows;
    }
}
