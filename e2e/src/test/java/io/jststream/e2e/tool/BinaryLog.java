package io.jststream.e2e.tool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** MySQL's binary log, for its administrator: what has been written to tables, whatever they look like afterwards. */
public final class BinaryLog {
    private BinaryLog() {}

    /** How many changes of rows it holds. */
    public static int rowEvents(Connection root) throws SQLException {
        int events = 0;
        try (Statement statement = root.createStatement()) {
            List<String> logs = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SHOW BINARY LOGS")) {
                while (found.next()) {
                    logs.add(found.getString(1));
                }
            }
            for (String log : logs) {
                try (ResultSet found = statement.executeQuery("SHOW BINLOG EVENTS IN '" + log + "'")) {
                    while (found.next()) {
                        events += found.getString("Event_type").endsWith("_rows") ? 1 : 0;
                    }
                }
            }
        }
        return events;
    }
}
