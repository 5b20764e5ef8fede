package io.jststream.bench.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mysql.cj.jdbc.JdbcStatement;
import io.jststream.bench.measure.CpuTime;
import io.jststream.bench.measure.Reading;
import io.jststream.bench.parts.Database;
import io.jststream.bench.topic.Shops;
import io.jststream.integration.Column;
import io.jststream.integration.TableDdl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows written with JDBC and nothing between: their values are ready in memory, so this is what a sink can reach at best. */
final class HandWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIFFERENT = 2_000;
    private static final int BATCH = 2_000;

    private final Database database;
    private final List<String> columns;
    private final List<@Nullable Object[]> values = new ArrayList<>();

    HandWriter(Shops shops, Database database) throws IOException {
        this.database = database;
        this.columns = shops.integration().target().columns().stream()
                .map(Column::field)
                .toList();
        for (int number = 0; number < DIFFERENT; number++) {
            JsonNode row = JSON.readTree(shops.typed(number, 0, "any").value());
            values.add(columns.stream().map(column -> value(row.path(column))).toArray());
        }
    }

    private static @Nullable Object value(JsonNode value) {
        return value.isNull() ? null : value.isNumber() ? (Object) value.longValue() : value.textValue();
    }

    /** One statement and one transaction a row. */
    Reading replaceOneByOne(int rows, String table) throws Exception {
        return timed(rows, 1, first -> {
            try (Connection connection = database.connect();
                    PreparedStatement replace = connection.prepareStatement(insert("REPLACE", table))) {
                for (int number = first; number < rows; number++) {
                    set(number, 1, replace);
                    replace.executeUpdate();
                }
            }
        });
    }

    /** Statements of many rows, a transaction each; the rows are shared out among the connections. */
    Reading upsert(int rows, int version, int connections, String table) throws Exception {
        String sql = insert("INSERT", table) + updates();
        return timed(rows, connections, first -> {
            try (Connection connection = database.connect();
                    PreparedStatement upsert = connection.prepareStatement(sql)) {
                connection.setAutoCommit(false);
                int waiting = 0;
                for (int number = first; number < rows; number += connections) {
                    set(number, version, upsert);
                    upsert.addBatch();
                    if (++waiting == BATCH || number + connections >= rows) {
                        upsert.executeBatch();
                        connection.commit();
                        waiting = 0;
                    }
                }
            }
        });
    }

    /** Statements of many keys, a transaction each. */
    Reading delete(int rows, String table) throws Exception {
        String sql = "DELETE FROM " + TableDdl.quote(table) + " WHERE " + TableDdl.quote("shop_id") + " IN ("
                + String.join(", ", Collections.nCopies(BATCH, "?")) + ")";
        return timed(rows, 1, first -> {
            try (Connection connection = database.connect();
                    PreparedStatement delete = connection.prepareStatement(sql)) {
                for (int number = first; number < rows; number += BATCH) {
                    for (int i = 0; i < BATCH; i++) {
                        delete.setLong(i + 1, Shops.id(number + i));
                    }
                    delete.executeUpdate();
                }
            }
        });
    }

    /** As text files that the database reads into another table, and copies into the real one from there. */
    Reading load(int rows, int version, String other, String table) throws Exception {
        String names = columns.stream().map(TableDdl::quote).collect(Collectors.joining(", "));
        String load = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + TableDdl.quote(other) + " CHARACTER SET utf8mb4 ("
                + names + ")";
        String merge = "INSERT INTO " + TableDdl.quote(table) + " (" + names + ") SELECT " + names + " FROM "
                + TableDdl.quote(other) + " WHERE shop_id BETWEEN ? AND ?" + updates();
        return timed(rows, 1, first -> {
            try (Connection connection = database.connectToLoad();
                    Statement loading = connection.createStatement();
                    PreparedStatement merging = connection.prepareStatement(merge)) {
                for (int number = first; number < rows; number += BATCH) {
                    int end = Math.min(rows, number + BATCH);
                    loading.unwrap(JdbcStatement.class).setLocalInfileInputStream(file(number, end, version));
                    loading.execute(load);
                    merging.setLong(1, Shops.id(number));
                    merging.setLong(2, Shops.id(end - 1));
                    merging.executeUpdate();
                }
            }
        });
    }

    private InputStream file(int from, int to, int version) {
        StringBuilder file = new StringBuilder();
        for (int number = from; number < to; number++) {
            @Nullable Object[] row = values.get(number % values.size()).clone();
            row[columns.indexOf("shop_id")] = Shops.id(number);
            row[columns.indexOf("short_name")] = "version " + version;
            for (int i = 0; i < row.length; i++) {
                String text = row[i] == null ? "\\N" : String.valueOf(row[i]).replace("\\", "\\\\");
                file.append(text.replace("\t", "\\\t").replace("\n", "\\\n")).append(i + 1 < row.length ? '\t' : '\n');
            }
        }
        return new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String updates() {
        return columns.stream()
                .skip(1)
                .map(column -> TableDdl.quote(column) + " = VALUES(" + TableDdl.quote(column) + ")")
                .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", ""));
    }

    private String insert(String verb, String table) {
        return verb + " INTO " + TableDdl.quote(table) + " ("
                + columns.stream().map(TableDdl::quote).collect(Collectors.joining(", ")) + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    private void set(int number, int version, PreparedStatement statement) throws SQLException {
        @Nullable Object[] row = values.get(number % values.size());
        for (int i = 0; i < row.length; i++) {
            statement.setObject(i + 1, row[i]);
        }
        statement.setLong(columns.indexOf("shop_id") + 1, Shops.id(number));
        statement.setString(columns.indexOf("short_name") + 1, "version " + version);
    }

    /** What one connection writes. */
    @FunctionalInterface
    private interface Share {
        void write(int first) throws Exception;
    }

    private Reading timed(int rows, int connections, Share share) throws Exception {
        AtomicInteger writers = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(
                connections, task -> new Thread(task, "writer-" + writers.incrementAndGet()));
        try {
            CpuTime.Mark began = CpuTime.mark(database.processes());
            List<Future<@Nullable Void>> shares = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                shares.add(pool.submit(() -> {
                    share.write(first);
                    return null;
                }));
            }
            for (Future<@Nullable Void> written : shares) {
                written.get();
            }
            CpuTime.Mark ended = CpuTime.mark(database.processes());
            return new Reading(rows, began.secondsUntil(ended), began.until(ended));
        } finally {
            pool.shutdownNow();
        }
    }
}
