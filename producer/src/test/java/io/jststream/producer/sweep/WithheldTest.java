package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.page;
import static io.jststream.producer.sweep.SweptShops.shop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.SweepRules;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Cursors;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that are judged as a whole before anything of them is published. */
class WithheldTest {
    private static final SweepRules ROWS = new SweepRules(1, Optional.of(20), Map.of(), Map.of());

    @TempDir
    Path folder = Path.of("");

    private Optional<SweptShops> open = Optional.empty();

    private SweptShops shops(SweepRules rules) {
        SweptShops shops = new SweptShops(folder, SweptShops.AFTER_TWO, rules);
        open = Optional.of(shops);
        return shops;
    }

    @AfterEach
    void close() {
        open.ifPresent(SweptShops::close);
    }

    @Test
    void aSweepThatBreaksNoRuleIsPublishedAsAnyOther() {
        SweptShops shops = shops(ROWS);

        SweepReport first = shops.turn(1, 2, 3, 4, 5);
        SweepReport second =
                shops.turn(page(true, 1, 2), Shops.page(true, shop(3), Shops.shop(4, "改名")), page(false, 5));

        assertEquals(Outcome.COMPLETE, first.outcome());
        assertEquals(5, first.records().added());
        assertEquals(Outcome.COMPLETE, second.outcome());
        assertEquals(1, second.records().changed());
        assertEquals(6, shops.kafka().raw().size());
        assertEquals(5, shops.topic().knownKeys());
        assertEquals("{\"absent\":{},\"empty\":0,\"rows\":5}", shops.state());
    }

    @Test
    void oneThatFellTooFarIsWithheldUntilTheSourceIsMended() {
        SweptShops shops = shops(ROWS);
        shops.turn(1, 2, 3, 4, 5);

        SweepReport fell = shops.turn(Shops.page(true, shop(1), Shops.shop(2, "改名")), page(false, 6));
        SweepReport again = shops.turn(page(true, 1, 2), page(false, 6));

        assertEquals(List.of(Outcome.COMPLETE, Outcome.WITHHELD, Outcome.WITHHELD), shops.outcomes());
        assertTrue(
                fell.reason()
                        .startsWith("rows: found 3 instead of 5, expected at most 20% fewer. Nothing of it is published"
                                + " since sweep " + fell.sweep() + ". If it is right: make release I=shops"),
                fell.reason());
        assertTrue(again.reason().contains("since sweep " + fell.sweep()), again.reason());
        assertEquals(0, again.mended());
        assertEquals(5, shops.kafka().raw().size());
        assertTrue(shops.state().endsWith("\"withheld\":\"" + fell.sweep() + "\"}"), shops.state());

        SweepReport mended = shops.turn(1, 2, 3, 4, 5, 6);

        assertEquals(Outcome.COMPLETE, mended.outcome());
        assertEquals(1, mended.records().added());
        assertEquals(6, shops.kafka().raw().size());
        assertEquals(List.of(), shops.tombstones());
        assertEquals("{\"absent\":{},\"empty\":0,\"rows\":6}", shops.state());
    }

    @Test
    void fallingByJustWhatIsAllowedIsNotTooFar() {
        SweptShops shops = shops(ROWS);
        shops.turn(1, 2, 3, 4, 5);

        assertEquals(Outcome.COMPLETE, shops.turn(1, 2, 3, 4).outcome());
    }

    @Test
    void anOperatorLetsOneGoOrHasTheNextJudgedAnew() {
        SweptShops shops = shops(ROWS);
        shops.turn(1, 2, 3, 4, 5);
        SweepReport first = shops.turn(page(true, 1, 2), page(false, 6));
        orders(shops, Order.Kind.RELEASE, "shops-of-another-time");
        assertEquals(
                Outcome.WITHHELD, shops.turn(page(true, 1, 2), page(false, 6)).outcome());

        orders(shops, Order.Kind.DROP, first.sweep());
        SweepReport anew = shops.turn(page(true, 1, 2), page(false, 6));
        assertTrue(anew.reason().contains("since sweep " + anew.sweep()), anew.reason());

        orders(shops, Order.Kind.RELEASE, anew.sweep());
        SweepReport released = shops.turn(page(true, 1, 2), page(false, 6));

        assertEquals(Outcome.COMPLETE, released.outcome());
        assertEquals(1, released.records().added());
        assertEquals(6, shops.kafka().raw().size());
        // The list is that short from here on, and what is not there goes as it always does.
        assertEquals(
                Outcome.COMPLETE, shops.turn(page(true, 1, 2), page(false, 6)).outcome());
        assertEquals(List.of(SweptShops.key(3), SweptShops.key(4), SweptShops.key(5)), shops.tombstones());
        // An order is for what it names, and for nothing after it.
        assertEquals(Outcome.WITHHELD, shops.turn(page(false, 1)).outcome());
    }

    @Test
    void aWithheldSweepIsRememberedOverARestartAndSaysNothingAboutWhatIsGone() {
        SweptShops shops = shops(ROWS);
        shops.turn(1, 2, 3, 4, 5);
        shops.turn(page(true, 1, 2), page(false, 3));
        SweepReport first = shops.turn(page(true, 1, 2), page(false, 3));
        shops.restarts();

        SweepReport after = shops.turn(page(true, 1, 2), page(false, 3));

        assertEquals(Outcome.WITHHELD, after.outcome());
        assertEquals(first.reason().replaceAll(".* since", ""), after.reason().replaceAll(".* since", ""));
        assertEquals(List.of(), shops.tombstones());
        assertEquals(0, after.departed().absent());
    }

    @Test
    void valuesThatAreMissingOrNewAreCountedOverAllPages() {
        SweptShops shops = shops(
                new SweepRules(0, Optional.empty(), Map.of("shop_name", 25), Map.of("group.name", Set.of("华东", "华南"))));

        SweepReport nulls =
                shops.turn(Shops.page(true, shop(1), Shops.shop(2, "")), Shops.page(false, "{\"shop_id\":3}"));
        assertEquals(
                "nulls: 2 of 3 records have no shop_name, expected at most 25%",
                nulls.reason().replaceAll("\\. Nothing.*", ""));

        SweepReport values = shops.turn(
                Shops.page(true, in(1, "华东"), in(2, "华西")), Shops.page(true, shop(3), in(4, "华北")), page(false, 5));
        assertEquals(
                "values: found '华北', '华西' as group.name, expected one of those that are listed",
                values.reason().replaceAll("\\. Nothing.*", ""));

        SweepReport well =
                shops.turn(Shops.page(true, in(1, "华东"), in(2, "华南")), Shops.page(false, shop(3), Shops.shop(4, "")));
        assertEquals(Outcome.COMPLETE, well.outcome(), well.reason());
    }

    @Test
    void nothingIsPublishedOfASweepThatFailsOrDies() {
        SweptShops shops = shops(ROWS);
        SweepReport failed = shops.turn(page(true, 1, 2), "<html>");
        assertEquals(0, shops.kafka().raw().size());
        assertEquals(0, failed.pages());
        assertEquals(0, failed.records().added());
        shops.diesAfter(page(true, 1, 2));
        assertEquals(0, shops.kafka().raw().size());
        shops.restarts();

        SweepReport whole = shops.turn(page(true, 1, 2), page(false, 3));

        assertEquals(3, whole.records().added());
        assertEquals(3, shops.kafka().raw().size());
    }

    @Test
    void aListThatMovesIsStillFoundOutAndTheLaterContentCounts() {
        SweptShops shops = shops(ROWS);
        String[] moved = {page(true, 1, 2), Shops.page(false, Shops.shop(2, "改名"), shop(3))};

        SweepReport drifted = shops.turn(SweptShops.both(moved, page(true, 1, 2), page(false, 3, 4)));

        assertEquals(Outcome.COMPLETE, drifted.outcome());
        assertEquals(Outcome.DRIFTED, shops.outcomes().get(0));
        List<String> second = shops.kafka().raw().stream()
                .filter(raw -> FakeKafka.text(raw.key()).equals(SweptShops.key(2)))
                .map(raw -> FakeKafka.text(raw.value()))
                .toList();
        assertEquals(List.of(shop(2), Shops.shop(2, "改名"), shop(2)), second);
    }

    private static String in(int id, String group) {
        return "{\"shop_id\":%d,\"shop_name\":\"店\",\"group\":{\"name\":\"%s\"}}".formatted(id, group);
    }

    private static void orders(SweptShops shops, Order.Kind kind, String sweep) {
        shops.kafka().isOrdered(Cursors.order("default", "shops"), new Order(kind, sweep).json());
    }
}
