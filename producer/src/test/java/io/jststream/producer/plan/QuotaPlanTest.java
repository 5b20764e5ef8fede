package io.jststream.producer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import io.jststream.integration.catalog.Catalog;
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
        Need often = need("often", MINUTE, 60);
        Need seldom = need("seldom", MINUTE.multipliedBy(60), 600);
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
        Need need = need("shops", MINUTE, 100);

        assertEquals(
                Optional.of(Duration.ofSeconds(20)),
                new QuotaPlan("default", 5, 100_000, List.of(need)).shortest(need));
    }

    @Test
    void aCatalogThatCannotBeKeptIsWarnedOf() {
        Need shops = need("shops", Duration.ofSeconds(10), 30);
        Need orders = need("orders", MINUTE, 1);
        QuotaPlan plan = new QuotaPlan("tmall", 5, 100, List.of(shops, orders));

        String warning = plan.warning().orElseThrow();

        assertTrue(warning.contains(
                "account tmall: the catalog needs 10860 calls an hour, the quota allows 6000 (181.0%)"));
        assertTrue(warning.contains("2.3 times as long"), warning);
        assertTrue(warning.contains("shops needs 180.0%, orders needs 1.0%"), warning);
        assertEquals(Optional.empty(), plan.shortest(orders));
        assertEquals(warning, PlanTable.of(List.of(plan)).get(4));
    }

    /** Two turns a minute apart are two turns a day, and not sixty an hour. */
    @Test
    void turnsAtTimesOfTheDayCountAsOftenAsTheyCome() {
        assertEquals(2, new Need("shops", Cron.of("0,1 3 * * *"), 1, 0, true).callsPerHour(), 1e-9);
        assertEquals(12, new Need("shops", Cron.of("*/5 9-18 * * *"), 1, 0, true).callsPerHour(), 1e-9);
        assertEquals(1, new Need("shops", Cron.of("0 */6 * * *"), 6, 0, true).callsPerHour(), 1e-9);
        assertEquals(1, new Need("shops", Cron.of("0 3 * * 1"), 7 * 24, 0, true).callsPerHour(), 0.01);
    }

    @Test
    void repairsNeedCallsToo() {
        Integration shops = repaired("0 3 * * *");

        assertEquals(30.0 / 24, Need.of(shops, "default", TurnCalls.NONE).repairsPerHour(), 1e-9);
        TurnCalls known = TurnCalls.of(List.of(
                entry("default", "shops", "complete", 48, false).replace("}", ",\"repair\":true}"),
                entry("default", "shops", "complete", 7, false)));
        Need need = Need.of(shops, "default", known);
        assertEquals(7, need.callsPerTurn());
        assertEquals(12 * 7 + 2, need.callsPerHour(), 1e-9);
        QuotaPlan tight = new QuotaPlan(
                "default", 5, 1, List.of(new Need("shops", shops.source().schedule(), 1, 47, true)));
        assertEquals(
                Optional.of(Duration.ofHours(1)), tight.shortest(tight.needs().get(0)));
    }

    private static Integration repaired(String cron) {
        Integration shops = Shops.integration();
        Source source = shops.source();
        return new Integration(
                shops.name(),
                shops.title(),
                new Source(
                        source.api(),
                        source.request(),
                        source.records(),
                        source.key(),
                        source.read(),
                        source.schedule(),
                        Optional.of(Cron.of(cron)),
                        source.gone()),
                shops.target());
    }

    private static Need need(String integration, Duration every, double calls) {
        return new Need(integration, new Schedule.Every(every), calls, 0, true);
    }

    private static String entry(String account, String integration, String outcome, int calls, boolean resumed) {
        return "{\"account\":\"%s\",\"integration\":\"%s\",\"outcome\":\"%s\",\"calls\":%d,\"resumed\":%s}"
                .formatted(account, integration, outcome, calls, resumed);
    }
}
