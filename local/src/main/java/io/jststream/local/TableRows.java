package io.jststream.local;

import io.jststream.integration.Column;
import io.jststream.integration.Target;
import io.jststream.service.Secret;
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
    private final String url;
    private final String user;
    private final Secret password;

    public TableRows(String url, String user, Secret password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** All rows in the order of the key: key columns joined by {@code /}, then the columns in the order of the catalog. */
    public Map<String, Map<String, @Nullable String>> read(Target target) throws SQLException {
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
