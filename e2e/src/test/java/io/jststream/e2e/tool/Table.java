package io.jststream.e2e.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.local.Differences;
import io.jststream.local.ExpectedShops;
import io.jststream.local.TableRows;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** The table of the shops, compared with what an independent reading of the shops says must stand there. */
public final class Table {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final TableRows table;

    public Table(Settings settings) {
        this.table = new TableRows(
                settings.get(Setting.JST_MYSQL_URL),
                settings.get(Setting.JST_MYSQL_USER),
                settings.secret(Setting.JST_MYSQL_PASSWORD));
    }

    public Map<String, Map<String, @Nullable String>> rows() throws SQLException {
        return table.read(House.shops().target());
    }

    /** Waits until the table equals the shops in every column; fails with the differences. */
    public void awaitEquals(List<ObjectNode> shops) throws SQLException {
        Map<String, Map<String, @Nullable String>> expected = ExpectedShops.rows(shops);
        try {
            Awaitility.await()
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> expected.equals(rows()));
        } catch (ConditionTimeoutException e) {
            assertEquals(List.of(), Differences.between(expected, rows()));
            throw e;
        }
    }
}
