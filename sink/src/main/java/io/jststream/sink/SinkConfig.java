package io.jststream.sink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** What the sink is told. Immutable. */
final class SinkConfig extends AbstractConfig {
    private static final String URL = "connection.url";
    private static final String USER = "connection.user";
    private static final String PASSWORD = "connection.password";
    private static final String TABLE = "table";
    private static final String KEY = "key.columns";
    private static final String COLUMNS = "columns";
    private static final String RETRIES = "max.retries";
    private static final String BACKOFF = "retry.backoff.ms";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(URL, ConfigDef.Type.STRING, Importance.HIGH, "JDBC URL of the database, for Connector/J")
            .define(USER, ConfigDef.Type.STRING, Importance.HIGH, "Who may insert, update and delete there")
            .define(PASSWORD, ConfigDef.Type.PASSWORD, Importance.HIGH, "That user's password")
            .define(TABLE, ConfigDef.Type.STRING, Importance.HIGH, "The table, which has to exist")
            .define(
                    KEY,
                    ConfigDef.Type.LIST,
                    Importance.HIGH,
                    "Columns of its primary key: the fields of a record's key")
            .define(
                    COLUMNS,
                    ConfigDef.Type.LIST,
                    Importance.HIGH,
                    "Columns that are written: fields of a record's value")
            .define(
                    RETRIES,
                    ConfigDef.Type.INT,
                    3,
                    Range.atLeast(0),
                    Importance.LOW,
                    "Times a batch is tried again before the task fails")
            .define(
                    BACKOFF,
                    ConfigDef.Type.INT,
                    1000,
                    Range.atLeast(0),
                    Importance.LOW,
                    "Milliseconds until it is tried again, at most");

    SinkConfig(Map<String, String> given) {
        super(DEFINITION, given, false);
    }

    /** A new session. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                getString(URL), getString(USER), getPassword(PASSWORD).value());
    }

    String table() {
        return getString(TABLE);
    }

    List<String> key() {
        return getList(KEY);
    }

    List<String> columns() {
        return getList(COLUMNS);
    }

    int retries() {
        return getInt(RETRIES);
    }

    Duration backoff() {
        return Duration.ofMillis(getInt(BACKOFF));
    }

    /** As the jar says; classes in a folder have none. */
    static String version() {
        return Objects.requireNonNullElse(SinkConfig.class.getPackage().getImplementationVersion(), "unknown");
    }
}
