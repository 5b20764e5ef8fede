package io.jststream.console.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ./jst diff}: what another mapping would change in the tables of records and of their lists. */
class MappingDiffTest {
    private static final String ORDER = """
            {"o_id":%d,"status":"Sent","items":[{"oi_id":1,"sku":"a","qty":2},{"oi_id":2,"sku":"b","qty":30}]}""";

    private static final Integration SENT_ONLY =
            OrderFiles.with("type: varchar(16)}\n  lists", "type: varchar(16), in: [Sent]}\n  lists");

    private final RawHistory history = new RawHistory()
            .write(1, order(1))
            .write(2, "{\"o_id\":2,\"status\":\"Sent\"}")
            .write(3, order(3));

    @Test
    void theSameFileChangesNothing() {
        DiffReport report = diff(OrderFiles.running());

        assertTrue(report.same());
        assertEquals("changed 0, added 0, removed 0, kept 0, unchanged 3", counts(report.json()));
        assertEquals("changed 0, added 0, removed 0, kept 0, unchanged 4", counts(items(report)));
        assertEquals(2, history.readings());
    }

    @Test
    void countsLinesThatChangeByTheirColumns() {
        DiffReport report = diff(OrderFiles.with("{items.sku}", "{items.sku}!"));

        assertFalse(report.same());
        assertEquals("changed 0, added 0, removed 0, kept 0, unchanged 3", counts(report.json()));
        assertEquals("changed 4, added 0, removed 0, kept 0, unchanged 0", counts(items(report)));
        assertEquals("{\"sku\":4}", items(report).path("columns").toString());
        assertEquals(
                List.of(
                        "raw records   3",
                        "rows          0 changed, 0 new, 0 deleted, 0 not written any more, 3 unchanged",
                        "dead letters  0 now, 0 then",
                        "order_items   4 changed, 0 new, 0 deleted, 0 not written any more, 0 unchanged: lines of items",
                        "column        order_items.sku changes in 4 row(s)",
                        "  {\"o_id\":1,\"oi_id\":1}: sku \"a\" → \"a!\"",
                        "  {\"o_id\":1,\"oi_id\":2}: sku \"b\" → \"b!\"",
                        "  … and 2 more; --rows shows more of them"),
                report.lines());
    }

    @Test
    void linesWithAnotherKeyAreNewAndThoseUnderTheOldOneGo() {
        DiffReport report = diff(OrderFiles.with("\"{items.oi_id}\"", "\"{items.qty}\""));

        assertEquals("changed 2, added 2, removed 2, kept 0, unchanged 0", counts(items(report)));
        assertTrue(report.lines().contains("  {\"o_id\":1,\"oi_id\":1}: is deleted"), report.lines()::toString);
    }

    @Test
    void linesUnderAKeyOfOtherColumnsStay() {
        DiffReport report = diff(OrderFiles.with(
                "key: [o_id, oi_id]", "key: [o_id, oi_id, sku]", "sku, value", "sku, required: true, value"));

        assertEquals("changed 0, added 4, removed 0, kept 4, unchanged 0", counts(items(report)));
    }

    @Test
    void aListThatTheOtherFileHasNotLeavesItsRows() {
        DiffReport report = diff(OrderFiles.withoutLists());

        assertFalse(report.same());
        assertEquals("changed 0, added 0, removed 0, kept 4, unchanged 0", counts(items(report)));
        assertEquals("dropped", items(report).path("file").asText());
        assertTrue(
                report.lines().stream().anyMatch(line -> line.endsWith("and nobody deletes its rows")),
                report.lines()::toString);
    }

    @Test
    void aListThatTheOtherFileAloneHasIsNew() {
        DiffReport report = diff(OrderFiles.withoutLists(), OrderFiles.running(), 5);

        assertFalse(report.same());
        assertEquals("changed 0, added 4, removed 0, kept 0, unchanged 0", counts(items(report)));
        assertEquals("added", items(report).path("file").asText());
    }

    @Test
    void anEmptyListOfTheOtherFileIsADifferenceToo() {
        RawHistory none = new RawHistory().write(1, "{\"o_id\":1}");
        MappingDiff diff = new MappingDiff(OrderFiles.withoutLists(), OrderFiles.running(), 2, 5);
        diff.take(none);

        assertFalse(diff.report().same());
    }

    @Test
    void aLineThatIsRefusedThenLeavesTheRowAndAllLinesAsTheyAre() {
        DiffReport report = diff(OrderFiles.with("type: int}", "type: int, max: 10}"));

        assertEquals("changed 0, added 0, removed 0, kept 2, unchanged 1", counts(report.json()));
        assertEquals("changed 0, added 0, removed 0, kept 4, unchanged 0", counts(items(report)));
        assertEquals(2, report.json().path("refused_then").asInt());
        String refusal = report.json().path("newly_refused").get(0).asText();
        assertTrue(refusal.startsWith("{\"o_id\":1}: items[1].qty: "), refusal);
    }

    @Test
    void tellsARowThatIsDeletedFromOneThatIsLeft() {
        Integration marks = OrderFiles.with("read: rowversion", "read: sweep\n  gone: mark");
        Integration deletes = OrderFiles.with("read: rowversion", "read: sweep\n  gone: delete");
        history.writeGone(1, order(1));

        DiffReport deleted = diff(marks, deletes, 5);
        assertEquals("changed 2, added 0, removed 1, kept 0, unchanged 0", counts(deleted.json()));
        assertEquals("changed 0, added 0, removed 2, kept 0, unchanged 2", counts(items(deleted)));
        DiffReport marked = diff(deletes, marks, 5);
        assertEquals("changed 2, added 1, removed 0, kept 0, unchanged 0", counts(marked.json()));
        assertEquals("changed 0, added 2, removed 0, kept 0, unchanged 2", counts(items(marked)));
    }

    @Test
    void aRowUnderAKeyOfAnotherNameIsNewAndTheOldOneStays() {
        DiffReport report = diff(OrderFiles.with(
                "key: [o_id]\n  main",
                "key: [id]\n  main",
                "- {field: o_id, value: \"{o_id}\", type: bigint, required: true}\n    - {field: status",
                "- {field: id, value: \"{o_id}\", type: bigint, required: true}\n    - {field: status"));

        assertEquals("changed 0, added 3, removed 0, kept 3, unchanged 0", counts(report.json()));
    }

    @Test
    void comparesTheLastVersionThatEachTakes() {
        history.write(1, order(1).replace("\"qty\":2", "\"qty\":20"));
        history.write(3, order(3).replace("\"Sent\"", "\"Split\""));
        history.write(2, null);

        DiffReport report = diff(SENT_ONLY);

        assertEquals("changed 1, added 0, removed 0, kept 0, unchanged 1", counts(report.json()));
        assertEquals("{\"status\":1}", report.json().path("columns").toString());
        assertEquals("changed 0, added 0, removed 0, kept 0, unchanged 4", counts(items(report)));
        assertEquals(1, report.json().path("refused_then").asInt());
        assertEquals(6, report.json().path("records").asInt());
    }

    @Test
    void readsAgainWhereMoreRecordsWaitThanItMayHold() {
        for (int order = 10; order < 17; order++) {
            history.write(order, order(order));
        }
        for (int order = 10; order < 17; order++) {
            history.write(order, order(order).replace("\"Sent\"", "\"Split\""));
        }

        DiffReport report = diff(OrderFiles.running(), SENT_ONLY, 3);

        assertEquals(4, history.readings());
        assertEquals("changed 7, added 0, removed 0, kept 0, unchanged 3", counts(report.json()));
    }

    @Test
    void saysThatTheTopicWasCompactedMeanwhile() {
        MappingDiff diff = new MappingDiff(OrderFiles.running(), OrderFiles.running(), 2);

        OperatorException refused = assertThrows(
                OperatorException.class,
                () -> diff.take(taker -> {
                    history.read(taker);
                    history.remove(2);
                }));

        assertEquals(ExitCode.ENVIRONMENT, refused.exitCode());
        assertTrue(refused.getMessage().contains("compacted while it was read"), refused.getMessage());
    }

    private DiffReport diff(Integration other) {
        return diff(OrderFiles.running(), other, 5);
    }

    private DiffReport diff(Integration live, Integration other, int mostHeld) {
        MappingDiff diff = new MappingDiff(live, other, 2, mostHeld);
        diff.take(history);
        return diff.report();
    }

    private static JsonNode items(DiffReport report) {
        assertEquals(1, report.json().path("lists").size());
        JsonNode items = report.json().path("lists").get(0);
        assertEquals("order_items", items.path("table").asText());
        return items;
    }

    private static String counts(JsonNode json) {
        return String.join(
                ", ",
                List.of("changed", "added", "removed", "kept", "unchanged").stream()
                        .map(name -> name + " " + json.path(name).asLong(-1))
                        .toList());
    }

    private static String order(int id) {
        return ORDER.formatted(id);
    }
}
