package io.jststream.local.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** The sink connector from {@code jst.shops} to the table {@code shops}, by the worker's REST interface. */
record Sink(URI restUrl) {
    static final String TOPIC = "jst.shops";

    private static final String KEY_SCHEMA = """
            {"type":"struct","optional":false,"fields":[{"field":"shop_id","type":"int64","optional":false}]}""";
    private static final String VALUE_SCHEMA = """
            {"type":"struct","optional":true,"fields":[\
            {"field":"shop_name","type":"string","optional":true},\
            {"field":"created","type":"string","optional":true}]}""";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    void create(EmbeddedDatabase database) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(restUrl.resolve("/connectors/shops/config"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json(config(database))))
                        .build(),
                BodyHandlers.ofString());
        assertTrue(response.statusCode() / 100 == 2, response.body());
    }

    /** What somebody has to do again and again: a task that failed stays failed. */
    void restartFailedTasks() throws IOException, InterruptedException {
        CLIENT.send(
                HttpRequest.newBuilder(restUrl.resolve("/connectors/shops/restart?includeTasks=true&onlyFailed=true"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private static Map<String, String> config(EmbeddedDatabase database) {
        Map<String, String> config = new HashMap<>(EmbeddedDatabase.SINK_OVERRIDES);
        config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        config.put("topics", TOPIC);
        config.put("collection.name.format", "shops");
        config.put("connection.url", database.jdbcUrl());
        config.put("connection.username", database.user());
        config.put("connection.password", database.password().value());
        config.put("connection.restart.on.errors", "true");
        // Few, because the retries may all go to a connection that is closed for good; a restarted task opens another.
        config.put("flush.max.retries", "3");
        config.put("flush.retry.delay.ms", "500");
        config.put("insert.mode", "upsert");
        config.put("primary.key.mode", "record_key");
        config.put("delete.enabled", "true");
        config.put("schema.evolution", "none");
        config.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("key.converter.schemas.enable", "true");
        config.put("key.converter.schema.content", KEY_SCHEMA);
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "true");
        config.put("value.converter.schema.content", VALUE_SCHEMA);
        config.put("consumer.override.isolation.level", "read_committed");
        return config;
    }

    private static String json(Map<String, String> config) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(config);
    }
}
