package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.both;
import static io.jststream.producer.sweep.SweptShops.key;
import static io.jststream.producer.sweep.SweptShops.page;
import static io.jststream.producer.sweep.SweptShops.shop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Source;
import io.jststream.integration.Source.Gone.Deed;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Cursors;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.SweepReport.Departed;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that vanish at the source. */
class GoneTest {
    private static final Source.Gone CAREFUL = new Source.Gone(2, 20);

    @TempDir
    Path folder = Path.of("");

    private Optional<SweptShops> open = Optional.empty();

    private SweptShops shops(Source.Gone gone) {
        SweptShops shops = new SweptShops(folder, gone);
        open = Optional.of(shops);
        return shops;
    }

    @AfterEach
    void close() {
        open.ifPresent(SweptShops::close);
    }

    @Test
    void whatTwoSweepsInARowDidNotSeeIsGone() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);

        assertEquals(new Departed(0, 0, 1), shops.turn(1, 2).departed());
        assertEquals(List.of(), shops.tombstones());
        SweepReport second = shops.turn(1, 2);

        assertEquals(new Departed(1, 0, 0), second.departed());
        assertEquals(Outcome.COMPLETE, second.outcome());
        assertEquals(List.of(key(3)), shops.tombstones());
        assertEquals(2, shops.topic().knownKeys());
        shops.turn(1, 2);
        assertEquals(1, shops.tombstones().size());
    }

    /** The API sends 5 as a text from some day on: the old key's tombstone would delete the row of the new one. */
    @Test
    void aKeyInAnotherTypeIsStillThere() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 5);

        SweepReport first = shops.turn(withTextKey("5"));
        shops.turn(withTextKey("5"));
        shops.turn(withTextKey("5"));
        shops.restarts();
        shops.turn(withTextKey("5"));
        shops.turn(withTextKey("5"));
        SweepReport last = shops.turn(withTextKey("5"));

        assertEquals(1, first.seen().findings().count(Finding.RESPELLED_KEY));
        assertEquals(1, first.records().added());
        assertEquals(List.of(), shops.tombstones());
        assertEquals(Outcome.COMPLETE, last.outcome());
        assertEquals(Departed.NONE, last.departed());
        assertEquals(0, last.seen().findings().count(Finding.RESPELLED_KEY));
        assertEquals(
                List.of("{\"shop_id\":1}", "{\"shop_id\":5}", "{\"shop_id\":\"5\"}"),
                published(shops),
                "each of them once");
    }

    @Test
    void whenTheRowOfBothIsGoneBothAre() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 5);
        shops.turn(withTextKey("5"));
        shops.restarts();

        shops.turn(1);
        shops.turn(1);

        assertEquals(List.of("{\"shop_id\":\"5\"}", "{\"shop_id\":5}"), shops.tombstones());
    }

    /** The last that was published of the row is what stood under the other key. */
    @Test
    void whatComesBackUnderItsOldKeyIsPublishedAgain() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 5);
        shops.turn(withTextKey("5"));

        SweepReport back = shops.turn(1, 5);

        assertEquals(1, back.records().changed());
        assertEquals(key(5), published(shops).get(3));
    }

    @Test
    void aTextThatIsNotWrittenLikeTheNumberIsAnotherRow() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 5);

        shops.turn(withTextKey("05"));
        shops.turn(withTextKey("05"));

        assertEquals(List.of(key(5)), shops.tombstones());
    }

    /** Shop 1, and another one whose key is a text. */
    private static String withTextKey(String id) {
        return Shops.page(false, shop(1), "{\"shop_id\":\"%s\",\"shop_name\":\"店\"}".formatted(id));
    }

    private static List<String> published(SweptShops shops) {
        return shops.kafka().raw().stream()
                .map(raw -> FakeKafka.text(raw.key()))
                .toList();
    }

    /** Tombstone, state and entry stand or fall together. */
    @Test
    void aDeletionItsEntryAndTheStateAreOneTransaction() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        long before = shops.kafka().producer().commitCount();

        shops.turn(1, 2);

        assertEquals(1, shops.kafka().producer().commitCount() - before);
        assertEquals("{\"absent\":{},\"empty\":0}", shops.state());
    }

    @Test
    void nothingIsEverGoneWhereTheCatalogKeeps() {
        SweptShops shops = shops(new Source.Gone(Deed.KEEP, 2, 20, Optional.empty()));
        shops.turn(1, 2, 3, 4);

        shops.turn(1);
        shops.turn(1);
        SweepReport third = shops.turn(1);

        assertEquals(Outcome.COMPLETE, third.outcome());
        assertEquals(Departed.NONE, third.departed());
        assertEquals(List.of(), shops.tombstones());
        assertEquals(List.of(), shops.marks());
        assertEquals(4, shops.topic().knownKeys());
    }

    @Test
    void whatComesBackIsNewAgain() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        shops.turn(1, 2);

        assertEquals(1, shops.turn(1, 2, 3).records().added());

        assertEquals(3, shops.topic().knownKeys());
    }

    @Test
    void whatIsSeenInBetweenIsCountedAnew() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);

        assertEquals(List.of(), shops.tombstones());
        shops.turn(1, 2);
        assertEquals(List.of(key(3)), shops.tombstones());
    }

    @Test
    void absencesAreCountedOverARestart() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        assertEquals("{\"absent\":{\"{\\\"shop_id\\\":3}\":1},\"empty\":0}", shops.state());
        shops.restarts();

        shops.turn(1, 2);

        assertEquals(List.of(key(3)), shops.tombstones());
    }

    @Test
    void anIdleSweepWritesItsEntryAndNothingElse() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);
        shops.turn(1, 2, 3);
        int states = shops.kafka().cursors().size();

        shops.turn(1, 2, 3);

        assertEquals(states, shops.kafka().cursors().size());
        assertEquals(3, shops.kafka().raw().size());
        assertEquals(3, shops.kafka().ledger().size());
    }

    @Test
    void aSweepThatFailedOrDriftedSaysNothingAboutWhatIsGone() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3, 4);
        shops.turn(page(true, 1, 2), "<html>");
        shops.turn(page(true, 1, 2), "<html>");
        String[] moved = {page(true, 1, 2), page(false, 2)};
        shops.turn(both(moved, moved));
        shops.turn(moved);

        assertEquals(List.of(), shops.tombstones());
        assertEquals(new Departed(0, 0, 1), shops.turn(1, 2, 3).departed());
        assertEquals(List.of(), shops.tombstones());
        shops.turn(page(true, 1, 2), "<html>");
        shops.turn(1, 2, 3);
        assertEquals(List.of(key(4)), shops.tombstones());
    }

    @Test
    void moreThanMayGoInOneSweepIsHeld() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        assertEquals(Outcome.COMPLETE, shops.turn(1, 2, 3, 4).outcome());

        SweepReport held = shops.turn(1, 2, 3, 4);

        assertEquals(Outcome.HELD, held.outcome());
        assertEquals(ExitCode.FAILED, held.exitCode());
        assertEquals(new Departed(0, 2, 2), held.departed());
        assertTrue(held.reason().startsWith("2 of 6 known records have vanished"), held.reason());
        assertTrue(held.reason().endsWith("make release I=shops"), held.reason());
        assertEquals(Outcome.HELD, shops.turn(1, 2, 3, 4).outcome());
        assertEquals(List.of(), shops.tombstones());
    }

    @Test
    void whatIsHeldAndComesBackIsNotHeldAnyMore() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        shops.turn(1, 2, 3, 4);
        shops.turn(1, 2, 3, 4);

        assertEquals(new Departed(1, 0, 0), shops.turn(1, 2, 3, 4, 5).departed());

        assertEquals(List.of(key(6)), shops.tombstones());
    }

    @Test
    void whatAnOperatorReleasesIsDeletedAtTheNextTurn() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        shops.turn(1, 2, 3, 4);
        SweepReport held = shops.turn(1, 2, 3, 4);
        shops.restarts();
        orders(shops, Order.Kind.RELEASE, held.sweep());

        SweepReport released = shops.turn(1, 2, 3, 4);

        assertEquals(Outcome.COMPLETE, released.outcome());
        assertEquals(List.of(key(5), key(6)), shops.tombstones());
        assertEquals("{\"absent\":{},\"empty\":0}", shops.state());
    }

    /** The operator has looked at what was held then. */
    @Test
    void aReleaseDoesNotCoverWhatVanishesAfterwards() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        shops.turn(1, 2, 3, 4);
        SweepReport held = shops.turn(1, 2, 3, 4);
        shops.turn(1, 2);
        orders(shops, Order.Kind.RELEASE, held.sweep());

        SweepReport released = shops.turn(1, 2);

        assertEquals(List.of(key(5), key(6)), shops.tombstones());
        assertEquals(new Departed(2, 2, 2), released.departed());
        assertEquals(Outcome.HELD, released.outcome());
        assertEquals(Outcome.HELD, shops.turn(1, 2).outcome(), "an order serves once");
        assertEquals(2, shops.tombstones().size());
    }

    @Test
    void anOrderForAnotherSweepChangesNothing() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        shops.turn(1, 2, 3, 4);
        shops.turn(1, 2, 3, 4);
        orders(shops, Order.Kind.RELEASE, "shops-of-last-week");

        assertEquals(Outcome.HELD, shops.turn(1, 2, 3, 4).outcome());
    }

    @Test
    void whatAnOperatorDropsIsCountedAnew() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        shops.turn(1, 2, 3, 4);
        SweepReport held = shops.turn(1, 2, 3, 4);
        orders(shops, Order.Kind.DROP, held.sweep());

        assertEquals(new Departed(0, 0, 0), shops.turn(1, 2, 3, 4).departed());
        assertEquals(new Departed(0, 0, 2), shops.turn(1, 2, 3, 4).departed());
        assertEquals(Outcome.HELD, shops.turn(1, 2, 3, 4).outcome());
        assertEquals(List.of(), shops.tombstones());
    }

    @Test
    void anEmptyListIsAFailureUntilItHasRepeatedAndThenTheLimitHolds() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);

        SweepReport first = shops.turn(page(false));

        assertEquals(Outcome.FAILED, first.outcome());
        assertTrue(first.reason().startsWith("page 1 is empty, and 6 records are known"), first.reason());
        shops.restarts();
        assertEquals(new Departed(0, 0, 6), shops.turn(page(false)).departed());
        assertEquals(new Departed(0, 6, 6), shops.turn(page(false)).departed());
        assertEquals(List.of(), shops.tombstones());
        assertEquals(Outcome.COMPLETE, shops.turn(1, 2, 3, 4, 5, 6).outcome());
        assertEquals(Outcome.FAILED, shops.turn(page(false)).outcome(), "counted anew");
    }

    @Test
    void anEmptyListOfAMerchantWithoutShopsIsComplete() {
        assertEquals(Outcome.COMPLETE, shops(CAREFUL).turn(page(false)).outcome());
    }

    @Test
    void oneOfFewMayGoAndNeverTheLast() {
        assertEquals(63, CAREFUL.most(317));
        assertEquals(1, CAREFUL.most(5));
        assertEquals(1, CAREFUL.most(3));
        assertEquals(0, CAREFUL.most(1));
        assertEquals(0, new Source.Gone(2, 0).most(1000));
        assertEquals(1, new Source.Gone(2, 100).most(1));
        assertEquals(2_000_000_000, new Source.Gone(2, 100).most(2_000_000_000));
    }

    @Test
    void aDeletionThatKafkaDoesNotTakeFailsTheSweepAndIsTriedAgain() {
        SweptShops shops = shops(SweptShops.AFTER_TWO);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        shops.kafka().producer().commitTransactionException = new TimeoutException("broker away");

        assertEquals(Outcome.FAILED, shops.turn(1, 2).outcome());

        assertEquals(List.of(), shops.tombstones());
        assertEquals(Outcome.COMPLETE, shops.turn(1, 2).outcome());
        assertEquals(List.of(key(3)), shops.tombstones());
        assertEquals(4, shops.kafka().ledger().size());
    }

    private static void orders(SweptShops shops, Order.Kind kind, String sweep) {
        shops.kafka().isOrdered(Cursors.order("default", "shops"), new Order(kind, sweep).json());
    }
}
