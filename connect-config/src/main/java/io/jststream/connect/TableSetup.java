package io.jststream.connect;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Creates the tables that do not exist yet. */
final class TableSetup {
    private final String url;
    private final String user;
    private final Secret password;

    TableSetup(String url, String user, Secret password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    void create(List<String> statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password.value());
                Statement statement = connection.createStatement()) {
            for (String ddl : statements) {
                statement.execute(ddl);
            }
        } catch (SQLException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the database at " + address() + " refused user '" + user + "' or its table (" + firstLine(e)
                            + "); check JST_MYSQL_URL, JST_MYSQL_USER and JST_MYSQL_PASSWORD, that the database is up, and"
                            + " that the user may create tables there",
                    e);
        }
    }

    /** The URL without its parameters, which may hold secrets. */
    private String address() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }
}
