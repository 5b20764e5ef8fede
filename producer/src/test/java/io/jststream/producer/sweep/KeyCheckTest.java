package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.both;
import static io.jststream.producer.sweep.SweptShops.key;
import static io.jststream.producer.sweep.SweptShops.page;
import static io.jststream.producer.sweep.SweptShops.pages;
import static io.jststream.producer.sweep.SweptShops.shop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Source;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that no page shows and that are asked for by their keys. */
class KeyCheckTest {
    private static final Source.Gone ASKING = new Source.Gone(2, 100, Optional.of("shop_ids"));

    @TempDir
    Path folder = Path.of("");

    private Optional<SweptShops> open = Optional.empty();

    private SweptShops shops() {
        return shops(2);
    }

    private SweptShops shops(int pageSize) {
        SweptShops shops =
                new SweptShops(folder, source -> source.withGone(ASKING).withPageSize(pageSize));
        open = Optional.of(shops);
        return shops;
    }

    @AfterEach
    void close() {
        open.ifPresent(SweptShops::close);
    }

    @Test
    void whatIsAskedForAndAnswersIsThereAndWasSkipped() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3, 4);
        String[] skipped = both(pages(1, 2, 4), Shops.page(false, Shops.shop(3, "new name"), shop(4)));

        SweepReport report = shops.turn(both(skipped, pages(1, 2, 3, 4)));

        assertEquals(List.of(Outcome.COMPLETE, Outcome.DRIFTED, Outcome.COMPLETE), shops.outcomes());
        assertEquals(1, report.reread());
        String drifted = FakeKafka.text(shops.kafka().ledger().get(1).value());
        assertTrue(drifted.contains("\"skipped_key\":{\"count\":1,\"keys\":[\"{\\\"shop_id\\\":3}\"]}"), drifted);
        assertTrue(drifted.contains("\"changed\":1"), drifted);
        assertEquals(0, report.departed().absent());
    }

    /** Shops 3 and 4 are listed as numbers, and whoever answers by key has texts. */
    @Test
    void whatIsAskedForAsANumberMayBeAnsweredAsAText() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3, 4);
        String texts = Shops.page(
                false, "{\"shop_id\":\"3\",\"shop_name\":\"店3\"}", "{\"shop_id\":\"4\",\"shop_name\":\"店4\"}");

        String[] skipped = both(pages(1, 2, 4), texts);
        SweepReport report = shops.turn(both(skipped, skipped));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(1, report.seen().findings().count(Finding.SKIPPED_KEY));
        assertEquals(0, report.departed().absent());
        assertEquals(List.of(), shops.tombstones());
    }

    @Test
    void whatIsAskedForAndDoesNotAnswerIsAbsent() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3, 4);

        shops.turn(both(pages(1, 2, 3), page(false, 3)));
        assertEquals("{\"page_index\":1,\"page_size\":2,\"shop_ids\":[4,3]}", shops.lastBiz());
        shops.turn(both(pages(1, 2, 3), page(false, 3)));

        assertEquals(List.of(key(4)), shops.tombstones());
    }

    @Test
    void manyAreAskedForInBatches() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3, 4, 5);

        SweepReport report = shops.turn(both(pages(1, 2, 3), page(false, 3), page(false, 3)));

        assertEquals(2, report.departed().absent());
        assertEquals("{\"page_index\":1,\"page_size\":2,\"shop_ids\":[5,3]}", shops.lastBiz());
        assertEquals(4, report.calls());
        assertEquals(2, report.pages());
    }

    /** The list has lost sight of shop 4, and so has whoever answers by key: of the two that it has just shown it answers one. */
    @Test
    void anAnswerThatLacksWhatAPageHasShownSaysNothing() {
        SweptShops shops = paged(10, 1, 2, 3, 4);
        String[] gone = {page(false, 1, 2, 3), page(false, 1, 3)};
        SweepReport first = shops.turn(gone);
        assertEquals("{\"page_index\":1,\"page_size\":10,\"shop_ids\":[4,1,3]}", shops.lastBiz());
        assertEquals(1, first.departed().absent());
        assertEquals(3, first.records().seen(), "those that are asked for once more are no other records");
        assertEquals(3, first.seen().distinct());
        String[] cut = {page(false, 1, 2, 3), page(false, 1)};

        shops.turn(both(cut, cut));
        SweepReport again = shops.turn(cut);

        assertEquals(Outcome.DRIFTED, again.outcome());
        assertEquals("the list moved while it was read: unanswered_key 1 ({\"shop_id\":3})", again.reason());
        assertEquals(List.of(), shops.tombstones());
        assertEquals("{\"absent\":{\"{\\\"shop_id\\\":4}\":1},\"empty\":0}", shops.state());
        assertEquals(1, shops.turn(gone).departed().gone());
    }

    @Test
    void afterAnAnswerThatCannotBeBelievedNothingMoreIsAskedFor() {
        SweptShops shops = paged(3, 1, 2, 3, 4, 5, 6);
        String[] cut = {page(true, 1, 2, 3), page(false, 4), page(false, 1)};

        SweepReport drifted = shops.turn(both(cut, cut));

        assertEquals("{\"page_index\":1,\"page_size\":3,\"shop_ids\":[5,1,4]}", shops.lastBiz());
        assertEquals(1, drifted.seen().findings().count(Finding.UNANSWERED_KEY));
    }

    @Test
    void whatIsAskedForBesideIsWhatThisSweepHasShown() {
        SweptShops shops = paged(10, 1, 2, 3);

        shops.turn(page(false, 2, 3), page(false, 2, 3));

        assertEquals("{\"page_index\":1,\"page_size\":10,\"shop_ids\":[1,2,3]}", shops.lastBiz());
    }

    @Test
    void whereAPageIsOneRecordNothingIsAskedForBeside() {
        SweptShops shops = paged(1, 1, 2);

        shops.turn(page(false, 1), page(false));

        assertEquals("{\"page_index\":1,\"page_size\":1,\"shop_ids\":[2]}", shops.lastBiz());
    }

    /** Where the API goes on answering for a closed shop, its row stays, and the other rows do not suffer. */
    @Test
    void whatIsNeverListedAndAlwaysAnswersStaysAndIsNoDriftAnyMore() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3);
        String[] unlisted = both(pages(1, 2), page(false, 2, 3));

        shops.turn(both(unlisted, unlisted));
        shops.turn(unlisted);

        assertEquals(List.of(Outcome.COMPLETE, Outcome.DRIFTED, Outcome.COMPLETE, Outcome.COMPLETE), shops.outcomes());
        assertEquals(List.of(), shops.tombstones());
    }

    @Test
    void aParameterThatTheApiDoesNotKnowIsRefused() {
        SweptShops shops = shops();
        shops.turn(1, 2, 3);

        SweepReport report = shops.turn(both(pages(1, 2), page(false, 1, 2)));

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(ExitCode.BAD_CONFIGURATION, report.exitCode());
        assertTrue(
                report.reason().contains("asked for 2 records by 'shop_ids', the answer holds others"),
                report.reason());
    }

    /** Shops on pages of that size, of which all have been seen. */
    private SweptShops paged(int size, int... ids) {
        SweptShops shops =
                new SweptShops(folder, source -> source.withGone(ASKING).withPageSize(size));
        open = Optional.of(shops);
        String[] pages = IntStream.iterate(0, from -> from < ids.length, from -> from + size)
                .mapToObj(from -> page(
                        from + size < ids.length, Arrays.copyOfRange(ids, from, Math.min(ids.length, from + size))))
                .toArray(String[]::new);
        shops.turn(pages);
        return shops;
    }
}
