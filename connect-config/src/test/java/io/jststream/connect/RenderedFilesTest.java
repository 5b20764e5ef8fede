package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderedFilesTest {
    private static final Path RENDERED = Path.of("rendered");

    @Test
    void whatIsCommittedIsWhatTheCatalogMeans() throws IOException {
        for (Integration integration : Catalog.load(Path.of("..", "catalog"))) {
            for (Map.Entry<String, String> file : RenderMain.files(integration).entrySet()) {
                Path rendered = RENDERED.resolve(file.getKey());
                assertTrue(Files.exists(rendered), () -> rendered + " is missing: run 'make render' and commit it");
                assertEquals(
                        file.getValue(),
                        Files.readString(rendered),
                        file.getKey()
                                + " does not follow from the catalog any more: if the change is meant, run 'make render'");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JdbcSink.class)
    void leavesNoRowOut(JdbcSink sink) {
        Map<String, String> config = config(sink);

        assertEquals("none", config.get("errors.tolerance"));
        assertEquals("read_committed", config.get("consumer.override.isolation.level"));
        assertEquals("earliest", config.get("consumer.override.auto.offset.reset"));
    }

    @ParameterizedTest
    @EnumSource(value = JdbcSink.class, mode = EnumSource.Mode.EXCLUDE, names = "JST")
    void upsertsOnTheRecordKeyAndDeletesOnTombstones(JdbcSink sink) {
        Map<String, String> config = config(sink);

        assertEquals("upsert", config.get("insert.mode"));
        assertEquals("true", config.get("delete.enabled"));
        assertEquals(config.get("batch.size"), config.get("consumer.override.max.poll.records"));
    }

    @Test
    void handsRecordsToOurOwnSinkAsTheyAre() {
        Map<String, String> config = config(JdbcSink.JST);

        assertEquals("shop_id", config.get("key.columns"));
        assertEquals(
                shops().target().columns().stream().map(Column::field).collect(Collectors.joining(",")),
                config.get("columns"));
        assertEquals("org.apache.kafka.connect.converters.ByteArrayConverter", config.get("value.converter"));
    }

    @ParameterizedTest
    @EnumSource(value = JdbcSink.class, mode = EnumSource.Mode.EXCLUDE, names = "JST")
    void carriesTheSchemaThatTheRecordsDoNotCarry(JdbcSink sink) throws IOException {
        JsonNode key = new ObjectMapper().readTree(config(sink).get("key.converter.schema.content"));
        JsonNode value = new ObjectMapper().readTree(config(sink).get("value.converter.schema.content"));

        assertEquals(1, key.path("fields").size());
        assertEquals(shops().target().columns().size(), value.path("fields").size());
        assertEquals(
                "{\"field\":\"shop_id\",\"type\":\"int64\",\"optional\":false}",
                value.path("fields").path(0).toString());
        assertEquals(
                "{\"field\":\"created\",\"type\":\"string\",\"optional\":true}",
                value.path("fields").path(5).toString());
    }

    @Test
    void refersToSecretsInsteadOfHoldingThem() throws IOException {
        for (Integration integration : Catalog.load(Path.of("..", "catalog"))) {
            for (String content : RenderMain.files(integration).values()) {
                assertTrue(!content.contains("password\" :") || content.contains("password\" : \"${file:"), content);
            }
        }
    }

    private static Integration shops() {
        return Catalog.named("shops", Catalog.load(Path.of("..", "catalog")));
    }

    private static Map<String, String> config(JdbcSink sink) {
        return SinkConnector.config(
                shops().table(), sink, new SinkConnector.Database("jdbc:mysql://h/bi", "u", "${file:f:p}", 2));
    }
}
