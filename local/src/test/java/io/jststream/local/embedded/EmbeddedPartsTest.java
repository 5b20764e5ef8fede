package io.jststream.local.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.integration.JdbcSink;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts as they are used: a record written to the topic becomes a row of the table. */
@Timeout(60)
class EmbeddedPartsTest {
    @TempDir(factory = FolderUnderTarget.class)
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = JdbcSink.class,
            names = {"JST", "DEBEZIUM"})
    void carriesRowsAndResumesOnTheSameFolders(JdbcSink sink) throws Exception {
        int databasePort;
        try (Parts parts = Parts.start(folder, 0);
                Shops shops = new Shops(parts)) {
            databasePort = parts.database().port();
            begin(sink, parts, shops);
            shops.put(1, "天猫旗舰店🛒", "2023-01-03 09:43:26.487");
            shops.put(2, "before", "2023-01-03 00:00:00.000");
            shops.put(2, "after", "2023-06-15 02:30:00.000");
            shops.put(3, "gone", "2023-01-03 00:00:00.000");
            shops.delete(3);
            shops.put(4, "last", "9999-12-31 23:59:59.000");
            awaitRows(
                    shops,
                    Map.of(
                            1L, "天猫旗舰店🛒 2023-01-03 09:43:26.487",
                            2L, "after 2023-06-15 02:30:00.000",
                            4L, "last 9999-12-31 23:59:59.000"));
        }

        // The connector remembers where the database was; nobody creates it again.
        try (Parts parts = Parts.start(folder, databasePort);
                Shops shops = new Shops(parts)) {
            assertEquals(3, shops.rows().size());
            shops.put(5, "later", "2024-01-01 00:00:00.000");
            shops.delete(1);
            awaitRows(
                    shops,
                    Map.of(
                            2L, "after 2023-06-15 02:30:00.000",
                            4L, "last 9999-12-31 23:59:59.000",
                            5L, "later 2024-01-01 00:00:00.000"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = JdbcSink.class,
            names = {"JST", "DEBEZIUM"})
    void losesNothingWhenTheDatabaseIsKilled(JdbcSink sink) throws Exception {
        try (Parts parts = Parts.start(folder, 0);
                Shops shops = new Shops(parts)) {
            begin(sink, parts, shops);
            Map<Long, String> expected = new HashMap<>();
            for (long id = 0; id < 200; id++) {
                if (id == 100) {
                    parts.database().process().destroyForcibly();
                    parts.database().close();
                }
                shops.put(id, "shop", "2023-01-03 09:43:26.487");
                expected.put(id, "shop 2023-01-03 09:43:26.487");
            }

            Sink worker = new Sink(parts.connect().restUrl());
            try (EmbeddedDatabase again =
                    Parts.startDatabase(folder, parts.database().port())) {
                assertEquals(parts.database().jdbcUrl(), again.jdbcUrl());
                await().atMost(20, SECONDS).untilAsserted(() -> {
                    worker.restartFailedTasks();
                    assertEquals(expected, shops.rows());
                });
            }
        }
    }

    private static void begin(JdbcSink sink, Parts parts, Shops shops) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", parts.broker().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Sink.TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        shops.createTable();
        new Sink(parts.connect().restUrl()).create(sink, parts.database());
    }

    private static void awaitRows(Shops shops, Map<Long, String> expected) {
        await().atMost(20, SECONDS).untilAsserted(() -> assertEquals(expected, shops.rows()));
    }
}
