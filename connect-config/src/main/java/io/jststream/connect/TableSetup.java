package io.jststream.connect;

import static io.jststream.service.Setting.JST_MYSQL_PASSWORD;
import static io.jststream.service.Setting.JST_MYSQL_URL;
import static io.jststream.service.Setting.JST_MYSQL_USER;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The tables' database as the setup reaches it: creates and alters tables, and answers what there is. */
public final class TableSetup {
    /** Too long, out of range, of another form, cut, without a value, a second row of the same key. */
    private static final Set<Integer> VALUE_REFUSED = Set.of(1406, 1264, 1292, 1366, 1265, 1138, 1048, 1062);

    /** A lock that was not to be had in time. */
    private static final int LOCKED = 1205;

    private static final String VARIABLES = "sessionVariables";

    /** Whoever waits for a table keeps all others from it that come later, reports and sinks. */
    private static final String LOCK_WAIT = "lock_wait_timeout=30";

    private final String url;
    private final String user;
    private final Secret password;

    TableSetup(String url, String user, Secret password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** As the settings say; connects to nothing yet. */
    public static TableSetup from(Settings settings) {
        return new TableSetup(
                settings.get(JST_MYSQL_URL), settings.get(JST_MYSQL_USER), settings.secret(JST_MYSQL_PASSWORD));
    }

    /** Something to do in a session. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection session) throws SQLException;
    }

    /** Runs the statements, one after the other. */
    public void run(List<String> statements) {
        ask(session -> {
            try (Statement statement = session.createStatement()) {
                for (String ddl : statements) {
                    statement.execute(ddl);
                }
            }
            return statements.size();
        });
    }

    /** Does the work in a session of its own. */
    public <T> T ask(Work<T> work) {
        try (Connection session = connect()) {
            return work.in(session);
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCKED) {
                throw new OperatorException(
                        ExitCode.ENVIRONMENT,
                        "another session holds a table at " + address() + " (" + firstLine(e)
                                + "); that table is as it was:"
                                + " look who it is (SHOW FULL PROCESSLIST), let its report or backup end, or end it, and try again;"
                                + " a table that was being copied is copied from the beginning",
                        e);
            }
            if (isOfAValue(e)) {
                throw new OperatorException(
                        ExitCode.FAILED,
                        "a value in the table does not fit what the column is to become (" + firstLine(e)
                                + "); that table is as it was: look at such rows (make mysql), and take a type that holds them,"
                                + " or change them first; one that is missing comes with a replay",
                        e);
            }
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the database at " + address() + " refused user '" + user + "' or its table (" + firstLine(e)
                            + "); check JST_MYSQL_URL, JST_MYSQL_USER and JST_MYSQL_PASSWORD, that the database is up,"
                            + " and that the user may create and alter tables there",
                    e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        // The driver would take it in place of the URL's.
        if (!url.contains(VARIABLES + "=")) {
            properties.setProperty(VARIABLES, LOCK_WAIT);
        }
        return DriverManager.getConnection(url, properties);
    }

    /** Whether the database was there and willing, and a row of the table is what stands in the way. */
    private static boolean isOfAValue(SQLException e) {
        return VALUE_REFUSED.contains(e.getErrorCode());
    }

    /** The URL without its parameters, which may hold secrets. */
    public String address() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }
}
