package io.jststream.bench.parts;

import io.jststream.integration.Integration;
import io.jststream.integration.TableDdl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Tables with the columns of the shops, as many as there are turns: a table that was emptied is not a new one. */
public final class Database {
    private final Server server;
    private final List<ProcessHandle> processes;
    private final Integration integration;
    private int tables;

    Database(Server server, Integration integration) {
        this.server = server;
        this.processes = server.processes();
        this.integration = integration;
    }

    /** A connection as a writer has it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(), server.user(), server.password().value());
    }

    /** A connection that may send the database a file to read. */
    public Connection connectToLoad() throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl() + "&allowLoadLocalInfile=true",
                server.user(),
                server.password().value());
    }

    /** Processes of the server that are no children of this one. */
    public List<ProcessHandle> processes() {
        return processes;
    }

    /** What the server says it is. */
    public String version() throws SQLException {
        try (Connection connection = connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    /** The name of a new, empty table. */
    public String newTable() throws SQLException {
        String name = "bench_" + ++tables;
        String ddl = TableDdl.of(integration.table())
                .replace(TableDdl.quote(integration.target().table()) + " (", TableDdl.quote(name) + " (");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(ddl);
        }
        return name;
    }

    /** Throws where the table does not hold so many rows, all of that version: what is measured must have happened. */
    public void require(String table, long rows, int version) throws SQLException {
        long found = count(table, version);
        if (found != rows) {
            throw new IllegalStateException(
                    table + " holds " + found + " rows of version " + version + ", expected " + rows);
        }
    }

    long count(String table, int version) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + TableDdl.quote(table)
                        + " WHERE short_name = 'version " + version + "'")) {
            count.next();
            return count.getLong(1);
        }
    }
}
