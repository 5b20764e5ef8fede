package io.jststream.producer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Catalog;
import io.jststream.integration.Integration;
import io.jststream.producer.Shops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a catalog before it is read. */
class QuotaPlanTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aListThatWasNeverReadIsEstimated() {
        QuotaPlan plan = QuotaPlan.of("default", 5, 100, List.of(Shops.integration()), TurnCalls.NONE);

        assertEquals(List.of(List.of("default", "shops", "5m", "30.0", "360", "6.0%", "23s", "estimate")), plan.rows());
        assertEquals(Optional.empty(), plan.warning());
    }

    @Test
    void theLastWholeSweepSaysHowManyCallsAListTakes() {
        TurnCalls known = TurnCalls.of(List.of(
                entry("default", "shops", "complete", 4, false),
                entry("default", "shops", "complete", 7, false),
                entry("default", "shops", "failed", 900, false),
                entry("default", "shops", "complete", 2, true),
                entry("other", "shops", "complete", 800, false),
                "not an entry"));

        QuotaPlan plan = QuotaPlan.of("default", 5, 100, List.of(Shops.integration()), known);

        assertEquals(List.of(List.of("default", "shops", "5m", "7.0", "84", "1.4%", "6s", "last turns")), plan.rows());
    }

    /** A turn in which much has changed does not say how many calls most of them take. */
    @Test
    void theLastTurnsTogetherSayHowManyCallsAReadingOfChangesTakes() {
        Integration orders = Catalog.load(Path.of("..", "catalog", "examples")).stream()
                .filter(integration -> integration.name().equals("orders"))
                .findFirst()
                .orElseThrow();
        TurnCalls known = TurnCalls.of(List.of(
                entry("default", "orders", "complete", 1, false), entry("default", "orders", "complete", 8, false)));

        assertEquals(4.5, Need.of(orders, "default", known).callsPerTurn());
        assertTrue(Need.of(orders, "default", TurnCalls.NONE).callsPerTurn() > 1);
    }

    @Test
    void whatOthersNeedIsNotThereForOne() {
        Need often = new Need("often", MINUTE, 60, true);
        Need seldom = new Need("seldom", MINUTE.multipliedBy(60), 600, true);
        QuotaPlan plan = new QuotaPlan("default", 5, 100, List.of(often, seldom));

        assertEquals(0.7, plan.share(), 0.001);
        // 80 of 100 calls a minute may be planned: 70 are left for the one, 20 for the other.
        assertEquals(Optional.of(Duration.ofSeconds(52)), plan.shortest(often));
        assertEquals(Optional.of(MINUTE.multipliedBy(30)), plan.shortest(seldom));
        assertEquals(
                List.of("default", "all", "", "", "4200", "70.0%", "", ""),
                plan.rows().get(2));
    }

    @Test
    void aTurnTakesItsTimeHoweverMuchAMinuteMayHold() {
        Need need = new Need("shops", MINUTE, 100, true);

        assertEquals(
                Optional.of(Duration.ofSeconds(20)),
                new QuotaPlan("default", 5, 100_000, List.of(need)).shortest(need));
    }

    @Test
    void aCatalogThatCannotBeKeptIsWarnedOf() {
        Need shops = new Need("shops", Duration.ofSeconds(10), 30, true);
        Need orders = new Need("orders", MINUTE, 1, false);
        QuotaPlan plan = new QuotaPlan("tmall", 5, 100, List.of(shops, orders));

        String warning = plan.warning().orElseThrow();

        assertTrue(warning.contains(
                "account tmall: the catalog needs 10860 calls an hour, the quota allows 6000 (181.0%)"));
        assertTrue(warning.contains("2.3 times as long"), warning);
        assertTrue(warning.contains("shops needs 180.0%, orders needs 1.0%"), warning);
        assertEquals(Optional.empty(), plan.shortest(orders));
        assertEquals(warning, PlanTable.of(List.of(plan)).get(4));
    }

    private static String entry(String account, String integration, String outcome, int calls, boolean resumed) {
        return "{\"account\":\"%s\",\"integration\":\"%s\",\"outcome\":\"%s\",\"calls\":%d,\"resumed\":%s}"
                .formatted(account, integration, outcome, calls, resumed);
    }
}
