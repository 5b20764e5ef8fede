package io.jststream.connect.plan;

import io.jststream.integration.Column;
import io.jststream.integration.Table;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether tables that exist tell the rows apart that the catalog tells apart: an upsert writes over the row that has the same
 * primary key, and where there is none it writes the row once more.
 */
public final class TableKeys {
    private TableKeys() {}

    /** Ends where one of them does not; a table that is missing is still to be made. */
    public static void require(List<Table> tables, Connection session) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Table table : tables) {
            Optional<LiveTable> live = LiveTable.read(table.name(), session);
            if (live.isPresent() && !tellsApart(live.get(), table)) {
                wrong.add("table " + table.name() + ", primary key ("
                        + String.join(", ", live.get().key())
                        + ") in place of ("
                        + String.join(", ", names(table.keyColumns())) + ")");
            }
        }
        if (!wrong.isEmpty()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "rows that the catalog tells apart would be written over one another, or twice: found "
                            + String.join("; ", wrong)
                            + "; expected the catalog's keys: ./jst apply --approve changes them, in a table that has been"
                            + " emptied if need be, and make replay brings the rows that are missing");
        }
    }

    /**
     * More columns than the catalog's do no harm while they do not change, as a partitioned table has them. A key of the table's own
     * columns says nothing against it, where another unique index is the catalog's key.
     */
    private static boolean tellsApart(LiveTable live, Table table) {
        Set<String> key = small(live.key());
        Set<String> wanted = small(names(table.keyColumns()));
        return key.containsAll(wanted)
                || (small(names(table.target().columns())).stream().noneMatch(key::contains)
                        && live.unique().values().stream()
                                .anyMatch(index -> small(index).equals(wanted)));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::field).toList();
    }

    private static Set<String> small(List<String> columns) {
        return columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
