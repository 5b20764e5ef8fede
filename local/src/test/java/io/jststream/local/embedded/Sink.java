package io.jststream.local.embedded;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.catalog.Catalog;
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

    private static final String SHOPS = """
            name: shops
            title: shops
            source:
              api: /open/shops/query
              method: POST
              request: [{field: page_index, value: "1"}, {field: page_size, value: "100"}]
              records: data.datas
              key: [shop_id]
              read: sweep
              every: 5m
            target:
              table: shops
              key: [shop_id]
              main_params:
                - {field: shop_id, value: "{shop_id}", type: bigint, required: true, comment: key}
                - {field: shop_name, value: "{shop_name}", type: varchar(255), comment: name}
                - {field: created, value: "{created}", type: datetime(3), comment: time}
            """;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    void create(JdbcSink sink, EmbeddedDatabase database) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(restUrl.resolve("/connectors/shops/config"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json(config(sink, database))))
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

    private static Map<String, String> config(JdbcSink sink, EmbeddedDatabase database) {
        Map<String, String> config = new HashMap<>(SinkConnector.config(
                Catalog.parse("shops", SHOPS).table(),
                sink,
                new SinkConnector.Database(
                        database.jdbcUrl(), database.user(), database.password().value(), 1)));
        if (sink == JdbcSink.DEBEZIUM) {
            config.put("hibernate.dialect", "org.hibernate.dialect.MariaDBDialect");
        }
        return config;
    }

    private static String json(Map<String, String> config) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(config);
    }
}
