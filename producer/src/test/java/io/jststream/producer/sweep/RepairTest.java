package io.jststream.producer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeKafka;
import io.jststream.producer.turn.LedgerTable;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.SweepReport.Departed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns that compare what the API says with what the raw topic holds, and not with what is remembered of it. */
class RepairTest {
    @TempDir
    Path folder = Path.of("");

    private Optional<SweptShops> open = Optional.empty();

    private SweptShops shops() {
        SweptShops shops = new SweptShops(folder, SweptShops.AFTER_TWO);
        open = Optional.of(shops);
        return shops;
    }

    @AfterEach
    void close() {
        open.ifPresent(SweptShops::close);
    }

    @Test
    void whatTheTopicHasLostIsPublishedAgain() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3);
        shops.kafka().forgetsItsRecords();
        assertEquals(0, shops.turn(1, 2, 3).records().added(), "a usual turn trusts its memory");

        SweepReport repair = shops.repair(1, 2, 3);

        assertEquals(3, repair.mended());
        assertEquals(3, shops.kafka().raw().size());
        assertEquals(0, shops.repair(1, 2, 3).mended());
        assertEquals(3, shops.kafka().raw().size());
    }

    @Test
    void theLedgerSaysThatItWasARepairAndWhatItMended() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3);
        shops.kafka().forgetsItsRecords();
        shops.repair(1, 2, 3);
        shops.turn(1, 2, 3);

        List<String> entries = shops.kafka().ledger().stream()
                .map(entry -> FakeKafka.text(entry.value()))
                .toList();
        assertTrue(entries.get(0).contains("\"repair\":false,\"mended\":0"), entries.get(0));
        assertTrue(entries.get(1).contains("\"repair\":true,\"mended\":3"), entries.get(1));
        assertTrue(entries.get(2).contains("\"repair\":false,\"mended\":0"), entries.get(2));
        String table = LedgerTable.of(entries).get(2);
        assertTrue(table.endsWith("repair, mended 3"), table);
    }

    /** It reads the whole list, so it counts for what is gone as every other sweep does. */
    @Test
    void whatItDoesNotSeeIsAbsentOnceMore() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3);
        shops.turn(1, 2);

        assertEquals(new Departed(1, 0, 0), shops.repair(1, 2).departed());

        assertEquals(List.of(SweptShops.key(3)), shops.tombstones());
    }

    /** What an earlier process has read of a list is not compared with the topic, so the repair begins at page 1. */
    @Test
    void itGoesOnWithNoSweepThatWasUnderWay() {
        SweptShops shops = shops();
        shops.diesAfter(SweptShops.page(true, 1, 2));
        shops.restarts();

        SweepReport repair = shops.repair(1, 2, 3);

        assertFalse(repair.resumed());
        assertEquals(3, repair.seen().distinct());
        assertEquals(1, repair.mended());
    }
}
