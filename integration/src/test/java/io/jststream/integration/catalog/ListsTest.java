package io.jststream.integration.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.NestedList;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.integration.Template;
import io.jststream.integration.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from a list of the catalog: a table, a topic and a connector of its own, as those of the record. */
class ListsTest {
    private final Integration orders = Catalog.load(Path.of("..", "catalog", "examples")).stream()
            .filter(integration -> integration.name().equals("orders"))
            .findFirst()
            .orElseThrow();
    private final Table items = orders.tables().get(1);

    @Test
    void hasATableATopicAndAConnectorOfItsOwn() {
        assertEquals(
                List.of("orders", "order_items"),
                orders.tables().stream().map(Table::name).toList());
        assertEquals("jst.orders.items", items.topic());
        assertEquals("jst.orders.items.sink", items.connector());
        assertEquals("jst.orders.dead", items.deadTopic());
        assertEquals(
                List.of("o_id", "oi_id"),
                items.keyColumns().stream().map(Column::field).toList());
    }

    @Test
    void itsTopicIsAsThatOfTheRecords() {
        List<TopicSpec> specs = orders.topicSpecs(7);

        assertEquals(
                List.of("jst.orders.raw", "jst.orders", "jst.orders.dead", "jst.orders.items"),
                specs.stream().map(TopicSpec::name).toList());
        assertEquals(specs.get(1).config(), specs.get(3).config());
        assertEquals(7, specs.get(3).partitions());
    }

    @Test
    void itsTableHasKeyTypesAndComments() {
        String ddl = TableDdl.of(items);

        assertTrue(
                ddl.startsWith("CREATE TABLE IF NOT EXISTS `order_items` (\n  `o_id` bigint NOT NULL COMMENT '内部订单号',"),
                ddl);
        assertTrue(ddl.contains("PRIMARY KEY (`o_id`, `oi_id`)"), ddl);
        assertTrue(ddl.endsWith("COMMENT='聚水潭-订单查询-->BI崛起-订单表 (items)'"), ddl);
    }

    @Test
    void itsConnectorReadsItsTopicIntoItsTable() {
        var config = SinkConnector.config(
                items, JdbcSink.CONFLUENT, new SinkConnector.Database("jdbc:mysql://h/bi", "u", "p", 1));

        assertEquals("jst.orders.items", config.get("topics"));
        assertEquals("order_items", config.get("table.name.format"));
        assertEquals("o_id,oi_id", config.get("pk.fields"));
        assertEquals(
                "{\"type\":\"struct\",\"name\":\"jst.orders.items.key\",\"optional\":false,\"fields\":["
                        + "{\"field\":\"o_id\",\"type\":\"int64\",\"optional\":false},"
                        + "{\"field\":\"oi_id\",\"type\":\"int64\",\"optional\":false}]}",
                config.get("key.converter.schema.content"));
    }

    @Test
    void tellsFieldsOfTheLineFromThoseOfTheRecord() {
        NestedList list = orders.target().lists().get(0);
        Template.Part.Field ofLine = new Template.Part.Field(List.of("items", "sku", "id"));

        assertTrue(list.holds(ofLine));
        assertEquals(List.of("sku", "id"), list.inLine(ofLine).path());
        assertTrue(!list.holds(new Template.Part.Field(List.of("items_count"))));
        assertTrue(!list.holds(new Template.Part.Field(List.of("items"))));
    }
}
