package io.jststream.transformer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.jststream.integration.catalog.Catalog;
import io.jststream.integration.scheme.Imported;
import io.jststream.integration.scheme.Scheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A scheme that was carried over maps the records that its table was in trouble with. */
final class ImportedSchemeTest {
    private static final String SOURCE = """
            {"api": "/open/shops/query", "method": "POST", "id": "shop_id", "idCheck": true,
             "request": [{"field": "page", "value": "1"}, {"field": "pageSize", "value": "100"}]}""";
    private static final String TARGET = """
            {"api": "batchexecute",
             "request": [
               {"field": "shop_id", "label": "店铺编号", "type": "string", "value": "{shop_id}"},
               {"field": "created", "label": "创建时间", "type": "string", "value": "{{created}}"},
               {"field": "session_expired", "label": "授权过期时间", "type": "string", "value": "{session_expired}"},
               {"field": "group_id", "label": "分组编号", "type": "string", "value": "{group_id}"},
               {"field": "origin", "label": "来源", "type": "string", "value": "聚水潭 {co_id}"}],
             "otherRequest": [{"field": "main_sql",
               "value": "REPLACE INTO shops_query (shop_id, created, session_expired, group_id, origin) VALUES"}]}""";

    @Test
    void mapsWhatFailedUnderStrictMode() {
        Imported imported = Scheme.read(SOURCE, TARGET);
        Mapping mapping = RecordMapper.of(Catalog.parse(imported.name(), imported.yaml()));

        Mapped mapped = mapping.map(bytes("{\"shop_id\":10394533}"), bytes("""
                {"shop_id":10394533,"created":"","session_expired":"------永久授权------","group_id":"","co_id":12252}"""), null);

        Mapped.Typed typed = assertInstanceOf(Mapped.Typed.class, mapped);
        assertEquals("""
                {"shop_id":10394533,"created":null,"session_expired":"9999-12-31 23:59:59.000","group_id":null,"origin":"聚水潭 12252"}""", new String(Objects.requireNonNull(typed.value()), StandardCharsets.UTF_8));
    }

    @Test
    void mapsTheLinesThatTheSchemeWroteARowEachFor() throws IOException {
        Path scheme = Path.of("..", "integration/src/test/resources/scheme/order-lines-flat");
        Imported imported = Scheme.read(
                Files.readString(scheme.resolve("source.json")), Files.readString(scheme.resolve("target.json")));
        Mapping mapping = RecordMapper.of(Catalog.parse(imported.name(), imported.yaml()));

        Mapped mapped = mapping.map(bytes("{\"o_id\":7}"), bytes("""
                {"o_id":7,"shop_name":"店","items":[{"oi_id":1,"sku_id":"A","i_id":"a","qty":2},{"oi_id":2,"qty":1}]}"""), null);

        Mapped.Typed typed = assertInstanceOf(Mapped.Typed.class, mapped);
        assertEquals(
                List.of("""
                        {"order_id":7,"shop_name":"店","line_id":1,"sku_id":"A","sku":"a/A","qty":2,"batch":null}""", """
                        {"order_id":7,"shop_name":"店","line_id":2,"sku_id":null,"sku":"/","qty":1,"batch":null}"""),
                typed.lines().get(0).stream()
                        .map(line -> new String(line.value(), StandardCharsets.UTF_8))
                        .toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
