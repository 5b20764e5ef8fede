package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.Target;
import io.jststream.integration.catalog.Catalog;
import io.jststream.transformer.mapping.Shops;
import io.jststream.transformer.replay.Replay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of a record on their way to tables of their own, with the topology as it runs. */
final class LinesTopologyTest {
    private static final String ITEMS = "jst.orders.items";
    private static final String TWO =
            ",\"data\":{\"items\":[{\"oi_id\":1,\"qty\":1},{\"oi_id\":2}]},\"pays\":[{\"pay_id\":5}]";
    private static final String ONE = ",\"data\":{\"items\":[{\"oi_id\":2,\"qty\":3}]},\"pays\":[{\"pay_id\":5}]";

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Orders orders;

    LinesTopologyTest(@TempDir Path state) {
        this.orders = new Orders(state, metrics);
    }

    @AfterEach
    void close() {
        orders.close();
    }

    /** Of an integration with lists; what has no lists is pinned by expected_topology.txt, which this one must not change. */
    @Test
    void isTheTopologyThatRunsInProduction() throws IOException {
        try (InputStream file = LinesTopologyTest.class.getResourceAsStream("/expected_topology_with_lists.txt")) {
            String expected = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    expected.strip(), orders.topology().describe().toString().strip());
        }
    }

    /** Else the tasks, and with them the stores' folders, of others would move. */
    @Test
    void aListMovesNoOtherIntegration() {
        Integration lists = Shops.withLists();
        Target target = lists.target();
        Integration none = new Integration(
                lists.name(),
                lists.title(),
                lists.source(),
                new Target(target.table(), target.key(), target.columns(), target.conditions()));

        assertEquals(places(none), places(lists));
    }

    /** Of each topic that is read the number of its sub-topology. */
    private static Map<String, Integer> places(Integration orders) {
        Map<String, Integer> places = new TreeMap<>();
        TopologyBuilder.build(
                        List.of(Shops.marked(), orders, Shops.integration()), Replay.NONE, new SimpleMeterRegistry())
                .describe()
                .subtopologies()
                .forEach(sub -> sub.nodes().stream()
                        .filter(TopologyDescription.Source.class::isInstance)
                        .forEach(source -> places.put(source.name(), sub.id())));
        return places;
    }

    @Test
    void sendsTheRowAndEachLine() {
        assertEquals(
                List.of(
                        "jst.orders {\"o_id\":7}",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"1\"}",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"2\"}",
                        "jst.orders.pays {\"o_id\":7,\"pay_id\":5}"),
                orders.send(7, TWO));
    }

    @Test
    void buriesTheLinesThatAVersionHasNoMore() {
        orders.send(7, TWO);
        assertEquals(
                List.of(
                        "jst.orders {\"o_id\":7}",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"2\"}",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"1\"} gone",
                        "jst.orders.pays {\"o_id\":7,\"pay_id\":5}"),
                orders.send(7, ONE));
        assertTrue(
                orders.table(ITEMS).toString().contains("\"qty\":3"),
                orders.table(ITEMS).toString());
        assertEquals(
                List.of(
                        "jst.orders {\"o_id\":7}",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"2\"} gone",
                        "jst.orders.pays {\"o_id\":7,\"pay_id\":5} gone"),
                orders.send(7, ""));
        assertEquals(0, orders.stored());
    }

    @Test
    void buriesAllLinesOfARecordThatIsGoneAndOfNoOther() {
        orders.send(7, TWO);
        orders.send(8, TWO);
        assertEquals(
                List.of(
                        "jst.orders {\"o_id\":7} gone",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"1\"} gone",
                        "jst.orders.items {\"o_id\":7,\"oi_id\":\"2\"} gone",
                        "jst.orders.pays {\"o_id\":7,\"pay_id\":5} gone"),
                orders.send(7, null));
        assertEquals(1, orders.stored());
        assertEquals(2, orders.table(ITEMS).size());
    }

    @Test
    void aRefusedLineLeavesTheRowAndAllLinesAsTheyWere() {
        orders.send(7, TWO);
        Map<String, String> before = new TreeMap<>(orders.table(ITEMS));
        String misfit = ",\"pays\":[],\"data\":{\"items\":[{\"oi_id\":3},{\"oi_id\":4,\"qty\":\"viele\"}]}";
        assertEquals(List.of("jst.orders.dead {\"o_id\":7}"), orders.send(7, misfit));
        assertEquals(
                List.of("jst.orders.dead {\"o_id\":7}"), orders.send(7, TWO.replace("\"oi_id\":2", "\"oi_id\":1")));
        assertEquals(before, orders.table(ITEMS));
        orders.send(7, "");
        assertEquals(Map.of(), orders.table(ITEMS), "the store knew the lines of the last version that was taken");
    }

    @Test
    void anotherProcessGoesOnWithTheStore() {
        orders.send(7, TWO);
        orders = orders.restart(Shops.withLists());
        assertTrue(orders.send(7, ONE).contains("jst.orders.items {\"o_id\":7,\"oi_id\":\"1\"} gone"));
        assertEquals(1, orders.table(ITEMS).size());
    }

    /** A replay sends the last version of every record again. */
    @Test
    void whatIsMappedAgainBuriesNothingAndLeavesTheStoreAlone() {
        List<String> first = orders.send(7, TWO);
        assertEquals(1, orders.logged());
        assertEquals(first, orders.send(7, TWO));
        assertEquals(first, orders.send(7, TWO.replace("},{", "  },  {")));
        String otherOrder =
                TWO.replace("{\"oi_id\":1,\"qty\":1},{\"oi_id\":2}", "{\"oi_id\":2},{\"oi_id\":1,\"qty\":9}");
        assertEquals(4, orders.send(7, otherOrder).size());
        assertEquals(0, orders.logged());
    }

    @Test
    void aReplayWithOtherValuesInTheKeyBuriesTheOldOnes() throws IOException {
        orders.send(7, ",\"data\":{\"items\":[{\"oi_id\":1,\"outer\":\"a\"}]}");
        Integration other =
                changed("\"{data.items.oi_id}\", type: varchar(16)", "\"{data.items.outer}\", type: varchar(16)");
        orders = orders.restart(other);
        orders.send(7, ",\"data\":{\"items\":[{\"oi_id\":1,\"outer\":\"a\"}]}");
        assertEquals(
                List.of("{\"o_id\":7,\"oi_id\":\"a\"}"),
                List.copyOf(orders.table(ITEMS).keySet()));
    }

    /** A tombstone with other columns than the table's key would stop the sink. */
    @Test
    void aReplayWithOtherColumnsInTheKeySendsNoKeyThatTheSinkCannotRead() throws IOException {
        orders.send(7, TWO);
        Integration other =
                changed("\"{data.items.oi_id}\", type: varchar(16)", "\"{data.items.oi_id}\", type: bigint");
        orders = orders.restart(other);
        List<String> sent = orders.send(7, TWO);
        assertFalse(sent.stream().anyMatch(record -> record.endsWith("gone")), sent.toString());
        assertTrue(orders.send(7, ONE).contains("jst.orders.items {\"o_id\":7,\"oi_id\":1} gone"));
    }

    @Test
    void countsLines() {
        orders.send(7, TWO);
        orders.send(7, ONE);
        orders.send(7, ",\"data\":{\"items\":[{\"oi_id\":1,\"name\":\"a\"},{\"oi_id\":2,\"qty\":\"viele\"}]}");
        assertEquals(3, count("jst.lines", "list", "items", "outcome", "typed"));
        assertEquals(1, count("jst.lines", "list", "items", "outcome", "tombstone"));
        assertEquals(2, count("jst.lines", "list", "pays", "outcome", "typed"));
        assertEquals(3, count("jst.rule.warnings", "field", "items.name", "rule", "required"));
        assertEquals(1, count("jst.misfits", "field", "items.qty", "done", "reject"));
        assertEquals(2, count("jst.records", "integration", "orders", "outcome", "typed"));
    }

    private double count(String name, String... tags) {
        return metrics.get(name).tags(tags).counter().count();
    }

    private Integration changed(String part, String other) throws IOException {
        String file = Files.readString(Path.of("src", "test", "resources", "catalog-lists", "orders.yaml"));
        assertTrue(file.contains(part), file);
        return Catalog.parse("orders", file.replace(part, other));
    }
}
