package io.jststream.local;

import static io.jststream.service.Setting.JST_MYSQL_PASSWORD;
import static io.jststream.service.Setting.JST_MYSQL_URL;
import static io.jststream.service.Setting.JST_MYSQL_USER;

import io.jststream.integration.Column;
import io.jststream.integration.Target;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a table as text, by columns: what stands there, as the database itself shows it. */
public final class TableRows {
    private static final String UNKNOWN_COLUMN = "42S22";

    private final String url;
    private final String user;
    private final Secret password;

    public TableRows(String url, String user, Secret password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    static TableRows from(Settings settings) {
        return new TableRows(
                settings.get(JST_MYSQL_URL), settings.get(JST_MYSQL_USER), settings.secret(JST_MYSQL_PASSWORD));
    }

    /** All rows in the order of the key: key columns joined by {@code /}, then the columns in the order of the catalog. */
    public Map<String, Map<String, @Nullable String>> read(Target target) {
        try {
            return query(target);
        } catch (SQLException e) {
            throw new OperatorException(ExitCode.ENVIRONMENT, message(target, e), e);
        }
    }

    static String message(Target target, SQLException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return "table " + target.table() + " cannot be read: " + reason + "; "
                + (UNKNOWN_COLUMN.equals(e.getSQLState())
                        ? add(target, reason) + " adds it, make clean removes all that make run has stored"
                        : "check that the database is up and that its user may read the table");
    }

    /** The statement that adds the column, or its beginning where the database does not name the column. */
    private static String add(Target target, String reason) {
        return target.columns().stream()
                .filter(column -> reason.contains("'" + column.field() + "'"))
                .findFirst()
                .map(column -> "ALTER TABLE `" + target.table() + "` ADD COLUMN `" + column.field() + "` "
                        + column.type().sql() + " NULL")
                .orElse("ALTER TABLE `" + target.table() + "` ADD COLUMN …");
    }

    private Map<String, Map<String, @Nullable String>> query(Target target) throws SQLException {
        List<String> columns = target.columns().stream().map(Column::field).toList();
        String sql = columns.stream()
                .map(column -> "CAST(`" + column + "` AS CHAR)")
                .collect(Collectors.joining(
                        ", ",
                        "SELECT ",
                        " FROM `" + target.table() + "` ORDER BY `" + String.join("`, `", target.key()) + "`"));
        Map<String, Map<String, @Nullable String>> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(url, user, password.value());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i), result.getString(i + 1));
                }
                rows.put(target.key().stream().map(row::get).collect(Collectors.joining("/")), row);
            }
        }
        return rows;
    }
}
