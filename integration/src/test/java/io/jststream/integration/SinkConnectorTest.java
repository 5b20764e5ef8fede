package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.SinkConnector.Database;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which table a connector's config is for. */
final class SinkConnectorTest {
    private static final Path SHOPS = Path.of("src", "test", "resources", "catalog", "shops.yaml");

    @ParameterizedTest
    @EnumSource
    void writesTheTableThatItWasMadeForAndNoOtherOne(JdbcSink sink) throws IOException {
        String text = Files.readString(SHOPS);
        Table shops = table(text);
        Map<String, String> config =
                SinkConnector.config(shops, sink, new Database("jdbc:mysql://db/bi", "sink", "secret", 4));

        assertTrue(SinkConnector.writes(shops, config));
        assertFalse(SinkConnector.writes(table(text.replace("field: nick,", "field: nickname,")), config));
        assertFalse(SinkConnector.writes(table(text.replace("table: shops", "table: stores")), config));
        String otherKey = text.replace("field: shop_id,", "field: id,").replaceFirst("(?s)(target:.*?)shop_id", "$1id");
        assertFalse(SinkConnector.writes(table(otherKey), config));
    }

    private static Table table(String text) {
        return Catalog.parse("shops", text).table();
    }
}
