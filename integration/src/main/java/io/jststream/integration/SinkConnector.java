package io.jststream.integration;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The config of the sink connector that writes a typed topic into its table: what Connect takes at
 * {@code PUT /connectors/<name>/config}.
 */
public final class SinkConnector {
    /** Records that a task takes and writes at once; larger batches gain nothing. */
    public static final int BATCH = 2000;

    /** Few retries: only a task that fails and is started anew reads its password again and gets a new session. */
    private static final String RETRIES = "3";

    private static final String RETRY_MILLIS = "1000";

    /** What a connector's config says of the table that it writes: its topic, its name, its key, its columns. */
    private static final Set<String> OF_THE_TABLE = Set.of(
            "topics",
            "table",
            "key.columns",
            "columns",
            "table.name.format",
            "pk.fields",
            "collection.name.format",
            "primary.key.fields",
            "key.converter.schema.content",
            "value.converter.schema.content");

    private SinkConnector() {}

    /**
     * Where the sink writes.
     *
     * @param url JDBC URL; time limits and batches are added where it says nothing of them
     * @param password the password or, better, a reference of a Connect config provider, {@code ${directory:/run/secrets:mysql}}
     * @param tasks most tasks at work at once, at least 1
     */
    public record Database(String url, String user, String password, int tasks) {
        public Database {
            url = SinkUrl.of(url);
        }
    }

    /** The connector's config, in an order for people. */
    public static Map<String, String> config(Table table, JdbcSink sink, Database database) {
        Map<String, String> config = new LinkedHashMap<>(
                switch (sink) {
                    case JST -> jst(table, database);
                    case CONFLUENT -> confluent(table, database);
                    case DEBEZIUM -> debezium(table, database);
                });
        config.put("tasks.max", Integer.toString(database.tasks()));
        config.put("topics", table.topic());
        config.put("connection.url", database.url());
        config.put("connection.password", database.password());
        // A database that is away must never send good rows to a dead letter queue: the task waits or fails.
        config.put("errors.tolerance", "none");
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("consumer.override.max.poll.records", Integer.toString(BATCH));
        // A killed worker's partitions go to another task after so long; the default is 45 s.
        config.put("consumer.override.session.timeout.ms", "10000");
        return Collections.unmodifiableMap(config);
    }

    /** Whether a connector of that config writes the table with the key and the columns that it has here. */
    public static boolean writes(Table table, Map<String, String> config) {
        Map<String, String> found = ofTheTable(config);
        return Arrays.stream(JdbcSink.values())
                .map(sink -> config(table, sink, new Database("jdbc:mysql://any/any", "", "", 1)))
                .anyMatch(wanted -> ofTheTable(wanted).equals(found));
    }

    /** Whether two configs, of connectors or of their tasks, say the same of the table that they write. */
    public static boolean sameTable(Map<String, String> one, Map<String, String> other) {
        return ofTheTable(one).equals(ofTheTable(other));
    }

    private static Map<String, String> ofTheTable(Map<String, String> config) {
        Map<String, String> some = new HashMap<>(config);
        some.keySet().retainAll(OF_THE_TABLE);
        return some;
    }

    /** It takes records as the bytes that they are. */
    private static Map<String, String> jst(Table table, Database database) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.jststream.sink.MySqlSinkConnector");
        config.put("connection.user", database.user());
        config.put("table", table.name());
        config.put("key.columns", String.join(",", table.target().key()));
        config.put(
                "columns", table.target().columns().stream().map(Column::field).collect(Collectors.joining(",")));
        config.put("max.retries", RETRIES);
        config.put("retry.backoff.ms", RETRY_MILLIS);
        for (String part : List.of("key", "value", "header")) {
            config.put(part + ".converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        }
        return config;
    }

    private static Map<String, String> confluent(Table table, Database database) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.confluent.connect.jdbc.JdbcSinkConnector");
        config.put("connection.user", database.user());
        config.put("dialect.name", "MySqlDatabaseDialect");
        config.put("table.name.format", table.name());
        config.put("pk.mode", "record_key");
        config.put("pk.fields", String.join(",", table.target().key()));
        config.put("auto.create", "false");
        config.put("auto.evolve", "false");
        config.put("quote.sql.identifiers", "always");
        config.put("max.retries", RETRIES);
        config.put("retry.backoff.ms", RETRY_MILLIS);
        config.putAll(upsertsOfStructs(table));
        return config;
    }

    private static Map<String, String> debezium(Table table, Database database) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        config.put("connection.username", database.user());
        config.put("collection.name.format", table.name());
        config.put("primary.key.mode", "record_key");
        config.put("primary.key.fields", String.join(",", table.target().key()));
        config.put("schema.evolution", "none");
        config.put("connection.restart.on.errors", "true");
        config.put("flush.max.retries", RETRIES);
        config.put("flush.retry.delay.ms", RETRY_MILLIS);
        config.putAll(upsertsOfStructs(table));
        return config;
    }

    private static Map<String, String> upsertsOfStructs(Table table) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("insert.mode", "upsert");
        config.put("delete.enabled", "true");
        config.put("batch.size", Integer.toString(BATCH));
        config.putAll(converter("key", TypedSchema.key(table)));
        config.putAll(converter("value", TypedSchema.value(table)));
        // No sink looks at headers; the default reads each as a number, a date and much else, a fifth of a task's time.
        config.put("header.converter", "org.apache.kafka.connect.storage.StringConverter");
        return config;
    }

    private static Map<String, String> converter(String side, String schema) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(side + ".converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put(side + ".converter.schemas.enable", "true");
        config.put(side + ".converter.schema.content", schema);
        return config;
    }
}
