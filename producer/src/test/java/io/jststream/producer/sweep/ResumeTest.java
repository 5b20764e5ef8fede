package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.key;
import static io.jststream.producer.sweep.SweptShops.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.Shops;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that another process had begun. A process that dies is one that is never asked again. */
class ResumeTest {
    @TempDir
    Path folder = Path.of("");

    private SweptShops shops = new SweptShops(folder, SweptShops.AFTER_TWO);

    @BeforeEach
    void open() {
        shops.close();
        shops = new SweptShops(folder, SweptShops.AFTER_TWO);
    }

    @AfterEach
    void close() {
        shops.close();
    }

    @Test
    void theNextProcessGoesOnAtTheNextPage() {
        shops.diesAfter(page(true, 1, 2), page(true, 3, 4));
        shops.restarts();

        SweepReport report = shops.soon(page(false, 5));

        assertTrue(report.resumed());
        assertEquals(Outcome.COMPLETE, report.outcome());
        assertEquals("{\"page_index\":3,\"page_size\":2}", shops.lastBiz());
        assertEquals(3, report.pages());
        assertEquals(new Changes(5, 0, 0), report.records());
        assertEquals(5, report.seen().distinct());
        assertEquals("{\"absent\":{},\"empty\":0}", shops.state());
        SweepReport whole = shops.turn(1, 2, 3, 4, 5);
        assertEquals(whole.seen().hash(), report.seen().hash());
        assertFalse(whole.resumed());
    }

    @Test
    void whatIsOlderThanATurnBeginsAgain() {
        shops.diesAfter(page(true, 1, 2));
        shops.restarts();

        SweepReport report = shops.turn(1, 2, 3);

        assertFalse(report.resumed());
        assertEquals(new Changes(1, 0, 2), report.records());
        assertEquals("{\"absent\":{},\"empty\":0}", shops.state());
    }

    /** Only what the first part saw is missing in the second. */
    @Test
    void nothingIsAbsentAfterASweepThatWasGoneOnWith() {
        shops.turn(1, 2, 3, 4);
        shops.turn(1, 2, 4);
        shops.diesAfter(Shops.page(true, Shops.shop(1, "new"), SweptShops.shop(2)));
        shops.restarts();

        assertTrue(shops.soon(page(false, 4)).resumed());

        assertEquals(List.of(), shops.tombstones());
        shops.turn(1, 2, 4);
        assertEquals(List.of(key(3)), shops.tombstones());
    }

    /** Its last page is read; what is left to do needs to have seen them all. */
    @Test
    void aSweepWhoseLastPageIsPublishedBeginsAgain() {
        shops.diesAfter(page(true, 1, 2), page(false, 3));
        shops.restarts();

        assertFalse(shops.soon(page(true, 1, 2), page(false, 3)).resumed());
    }

    @Test
    void aRecordThatMovesBetweenTheTwoPartsIsPublishedOnce() {
        shops.diesAfter(page(true, 1, 2));
        shops.restarts();

        shops.soon(page(false, 2, 3));

        assertEquals(3, shops.kafka().raw().size());
    }

    @Test
    void aStateThatCannotBeUnderstoodIsBegunAnew() {
        assertEquals(ReaderState.NEW, StateJson.read(new byte[] {'{'}));
        assertEquals(ReaderState.NEW, StateJson.read("{\"running\":{\"started\":\"soon\"}}".getBytes(UTF_8)));
    }

    /** A message of Kafka has a limit, and a list that is not there twice over has none. */
    @Test
    void moreAbsencesThanAMessageTakesAreNotWritten() {
        Absences many = Absences.NONE.confirmed(
                IntStream.range(0, 20_000).mapToObj(SweptShops::key).toList());

        byte[] written = StateJson.write(new ReaderState(Optional.empty(), many, 0));

        assertEquals(ReaderState.NEW, StateJson.read(written));
    }
}
