package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pipeline with {@code docker-compose.own-mysql.yml}: tables in a MySQL that is none of its containers, and users as the runbook makes them. */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnMysqlTest {
    private static final int SHOPS = 317;
    private static final String FILES =
            "docker-compose.yml:docker-compose.own-mysql.yml:e2e/src/test/resources/own-mysql.yml";

    private final DockerStack stack = new DockerStack(
            "jst-stream-own-mysql",
            Map.of(
                    "COMPOSE_FILE", FILES,
                    "JST_MYSQL_URL", "jdbc:mysql://theirs:3306/bi",
                    "JST_MYSQL_USER", "jst_tables"));
    private final Compose compose = stack.compose();

    @BeforeAll
    void up() {
        compose.up("theirs");
        theirs("""
                CREATE USER jst_tables IDENTIFIED BY '$(cat /run/secrets/mysql_password)';
                GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON bi.* TO jst_tables;
                CREATE USER jst_sink IDENTIFIED BY '$(sed s/password=// /run/secrets/sink)';
                GRANT SELECT, INSERT, UPDATE, DELETE ON bi.* TO jst_sink;""");
        compose.up();
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    void theTableIsThereAndStatusAndReplayLookAtIt() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> theirs("SELECT COUNT(*) FROM bi.shops").equals(Integer.toString(SHOPS)));

        String status = compose.run("make", "status");
        String replay = compose.run("make", "replay");

        assertTrue(status.lines().anyMatch(line -> line.equals("rows          shops " + SHOPS)), status);
        assertTrue(replay.contains("table: 0 inserted, 0 updated, 0 deleted, " + SHOPS + " unchanged"), replay);
        assertFalse(compose.docker("ps", "--all", "--services").contains("mysql"));
    }

    private String theirs(String sql) {
        String script =
                "MYSQL_PWD=$(cat /run/secrets/mysql_root_password) exec mysql -h127.0.0.1 -uroot -N -e \"" + sql + "\"";
        return compose.docker("exec", "-T", "theirs", "bash", "-c", script).strip();
    }
}
