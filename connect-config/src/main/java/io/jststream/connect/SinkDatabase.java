package io.jststream.connect;

import static io.jststream.service.Setting.JST_MYSQL_URL;
import static io.jststream.service.Setting.JST_MYSQL_USER;
import static io.jststream.service.Setting.JST_SINK_PASSWORD;
import static io.jststream.service.Setting.JST_SINK_TASKS;
import static io.jststream.service.Setting.JST_SINK_URL;
import static io.jststream.service.Setting.JST_SINK_USER;
import static io.jststream.service.Setting.JST_TOPIC_PARTITIONS;

import io.jststream.integration.SinkConnector;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** The database as the sink reaches it: one address, user and reference to a password, for the connector and for whoever stands in. */
final class SinkDatabase {
    private static final String PASSWORD = "password";

    private final SinkConnector.Database database;

    private SinkDatabase(SinkConnector.Database database) {
        this.database = database;
    }

    static SinkDatabase from(Settings settings) {
        return new SinkDatabase(new SinkConnector.Database(
                settings.find(JST_SINK_URL).orElseGet(() -> settings.get(JST_MYSQL_URL)),
                settings.find(JST_SINK_USER).orElseGet(() -> settings.get(JST_MYSQL_USER)),
                settings.secret(JST_SINK_PASSWORD).value(),
                settings.integer(
                        settings.find(JST_SINK_TASKS).isPresent() ? JST_SINK_TASKS : JST_TOPIC_PARTITIONS, 1)));
    }

    /** As a connector config has it: the password is a reference that the worker resolves. */
    SinkConnector.Database forConnector() {
        return database;
    }

    /** A new session, with the password as it is now. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), password());
    }

    /** A new session for a question that must not take longer than this, each answer. */
    Connection connect(Duration longest) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty(PASSWORD, password());
        properties.setProperty("connectTimeout", Long.toString(longest.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(longest.toMillis()));
        return DriverManager.getConnection(database.url(), properties);
    }

    /** What a Connect worker makes of the reference, with the providers that {@code worker.properties} names. */
    private String password() {
        try (ConfigProvider file = new FileConfigProvider();
                ConfigProvider directory = new DirectoryConfigProvider()) {
            file.configure(Map.of());
            directory.configure(Map.of());
            return new ConfigTransformer(Map.of("file", file, "directory", directory))
                    .transform(Map.of(PASSWORD, database.password()))
                    .data()
                    .getOrDefault(PASSWORD, "");
        } catch (IOException | ConfigException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    JST_SINK_PASSWORD
                            + " refers to something that cannot be read here; this process has to see the same"
                            + " file as the Connect worker",
                    e);
        }
    }
}
