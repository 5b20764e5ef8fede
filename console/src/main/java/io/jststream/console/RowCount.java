package io.jststream.console;

import io.jststream.connect.TableSetup;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Optional;

/** Counts rows of tables; a database that is away is asked once, and remembered as a problem. Used by one thread. */
final class RowCount {
    private final TableSetup database;
    private Optional<String> problem = Optional.empty();

    RowCount(Settings settings) {
        this.database = TableSetup.from(settings);
    }

    /** How many rows there are; empty where the database does not say. */
    Optional<Long> of(Table table) {
        if (problem.isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(count(table));
        } catch (OperatorException e) {
            problem = Optional.of(e.getMessage());
            return Optional.empty();
        }
    }

    /** Why rows are not counted; empty while they are. */
    Optional<String> problem() {
        return problem;
    }

    private long count(Table table) {
        return database.ask(session -> {
            try (Statement ask = session.createStatement();
                    ResultSet answer = ask.executeQuery("SELECT COUNT(*) FROM " + TableDdl.quote(table.name()))) {
                return answer.next() ? answer.getLong(1) : 0L;
            }
        });
    }
}
