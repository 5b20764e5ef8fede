package io.jststream.connect;

import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints the rows of the catalog's tables as the sink's user sees them, for scripts: a line for each with the table, the key and a
 * digest of all columns, tabs between; with {@code --count}, a line for each table with the number of its rows. Leaves a table out
 * that is not there.
 */
final class RowsMain {
    private static final String COUNT = "--count";

    private RowsMain() {}

    /** The columns of a table, quoted. */
    private record Columns(List<String> key, List<String> all) {
        /** JSON takes every type and tells NULL from everything else, and has no tab and no end of a line in it. */
        String digests(String table) {
            return "SELECT JSON_ARRAY(" + String.join(", ", key) + "), SHA2(JSON_ARRAY(" + String.join(", ", all)
                    + "), 256) FROM " + table;
        }
    }

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            boolean count = args.length == 1 && args[0].equals(COUNT);
            if (args.length > 0 && !count) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found " + String.join(" ", args) + ", expected " + COUNT + " or nothing");
            }
            List<Integration> integrations = Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)));
            Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            try (Connection session = SinkDatabase.from(settings).connect()) {
                for (Integration integration : integrations) {
                    for (Table table : integration.tables()) {
                        print(table.name(), count, session, out);
                    }
                }
            } catch (SQLException e) {
                throw new OperatorException(ExitCode.ENVIRONMENT, "the tables' database: " + e.getMessage(), e);
            }
            out.flush();
            return ExitCode.OK;
        }));
    }

    private static void print(String table, boolean count, Connection session, Writer out)
            throws SQLException, IOException {
        Columns columns = columns(table, session);
        if (columns.all().isEmpty()) {
            return;
        }
        String select =
                count ? "SELECT COUNT(*) FROM " + TableDdl.quote(table) : columns.digests(TableDdl.quote(table));
        try (Statement statement = session.createStatement()) {
            statement.setFetchSize(Integer.MIN_VALUE); // row by row: all of them may be more than there is memory
            try (ResultSet rows = statement.executeQuery(select)) {
                while (rows.next()) {
                    out.write(table);
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        out.write("\t" + rows.getString(column));
                    }
                    out.write("\n");
                }
            }
        }
    }

    private static Columns columns(String table, Connection session) throws SQLException {
        List<String> key = new ArrayList<>();
        List<String> all = new ArrayList<>();
        try (PreparedStatement select = session.prepareStatement("""
                SELECT column_name, column_key FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position""")) {
            select.setString(1, table);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    String column = TableDdl.quote(found.getString(1));
                    all.add(column);
                    if (found.getString(2).equals("PRI")) {
                        key.add(column);
                    }
                }
            }
        }
        return new Columns(key, all);
    }
}
