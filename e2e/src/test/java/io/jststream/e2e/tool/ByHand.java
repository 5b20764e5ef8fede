package io.jststream.e2e.tool;

import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What somebody does to the tables' database without this program. */
public final class ByHand {
    private ByHand() {}

    public static void sql(String statement, Settings settings) throws SQLException {
        try (Connection session = DriverManager.getConnection(
                        settings.get(Setting.JST_MYSQL_URL),
                        settings.get(Setting.JST_MYSQL_USER),
                        settings.secret(Setting.JST_MYSQL_PASSWORD).value());
                Statement sql = session.createStatement()) {
            sql.execute(statement);
        }
    }
}
