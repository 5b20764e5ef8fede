package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ShopChangesTest {
    private static final int MANY = 600;

    private final FakeClock clock = new FakeClock();

    @Test
    void everyChangeChangesWhatItSaysAndNothingElse() {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of("JST_SIMULATOR_SHOPS", "5")));
        Set<String> kinds = new HashSet<>();
        try (ShopChanges changes = new ShopChanges(shops, Duration.ZERO, clock, 1)) {
            for (int i = 0; i < MANY; i++) {
                Map<Long, ObjectNode> before = byId(shops);

                ShopChange change = changes.next();

                kinds.add(change.what());
                assertEquals(clock.instant(), change.at());
                assertEquals(expected(change), differences(before, byId(shops)), change::toString);
            }
        }

        assertEquals(Set.of("shop_name", "group_name", "session_expired", "opened"), kinds);
    }

    @Test
    void anOpenedShopHasAnIdOfItsOwnBehindAllOthers() {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of()));
        try (ShopChanges changes = new ShopChanges(shops, Duration.ZERO, clock, 1)) {
            for (int i = 0; i < 200; i++) {
                long newest = byId(shops).lastKey();
                ShopChange change = changes.next();
                if (change.what().equals("opened")) {
                    assertTrue(change.shopId() > newest, change + " after " + newest);
                    assertEquals(change.shopId(), byId(shops).lastKey());
                }
            }
        }
    }

    @Test
    void changedTextsStillFitTheirColumns() {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of("JST_SIMULATOR_SHOPS", "5")));
        try (ShopChanges changes = new ShopChanges(shops, Duration.ZERO, clock, 1)) {
            IntStream.range(0, 400).forEach(i -> changes.next());
        }

        for (ObjectNode shop : shops.snapshot()) {
            assertTrue(shop.path("shop_name").asText().length() < 100, shop::toString);
            assertTrue(
                    shop.path("session_expired")
                            .asText("")
                            .matches("|null|------永久授权------|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
                    shop::toString);
        }
    }

    @Test
    void theSameSeedMakesTheSameChanges() {
        assertEquals(fifty(7), fifty(7));
        assertNotEquals(fifty(7), fifty(8));
    }

    @Test
    void aShopIsOpenedWhereAllWereClosed() {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of("JST_SIMULATOR_SHOPS", "5")));
        shops.snapshot().forEach(shop -> shops.remove(shop.path("shop_id").asLong()));

        try (ShopChanges changes = new ShopChanges(shops, Duration.ZERO, clock, 1)) {
            assertEquals("opened", changes.next().what());
        }

        assertEquals(1, shops.size());
    }

    @Test
    void shopsStayAsTheyAreWhereNoTimeIsSet() {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of()));
        List<ObjectNode> before = shops.snapshot();

        try (ShopChanges changes = new ShopChanges(shops, Duration.ZERO, clock, 1)) {
            Objects.requireNonNull(changes);
            Awaitility.await().during(Duration.ofMillis(100)).until(() -> before.equals(shops.snapshot()));
        }
    }

    @Test
    void changesComeOneAfterTheOtherUntilTheyAreClosed() {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of()));
        List<ObjectNode> first = shops.snapshot();

        try (ShopChanges changes = new ShopChanges(shops, Duration.ofMillis(5), clock, 1)) {
            Awaitility.await().until(() -> !first.equals(shops.snapshot()));
            List<ObjectNode> second = shops.snapshot();
            Awaitility.await().until(() -> !second.equals(shops.snapshot()));
            Objects.requireNonNull(changes);
        }

        // One that is under way may still end.
        Awaitility.await().until(() -> noThread("shop-changes"));
        List<ObjectNode> last = shops.snapshot();
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> last.equals(shops.snapshot()));
    }

    /** The changes, and the shops after them. */
    private List<Object> fifty(long seed) {
        SimulatedShops shops = SimulatedShops.open(Caller.config(Map.of()));
        try (ShopChanges changes = new ShopChanges(shops, Duration.ZERO, clock, seed)) {
            List<ShopChange> made =
                    IntStream.range(0, 50).mapToObj(i -> changes.next()).toList();
            return List.of(made, shops.snapshot());
        }
    }

    private static Set<String> expected(ShopChange change) {
        return Set.of(change.shopId() + " " + change.what());
    }

    /** Shop and field for each difference; a group's number and name are one field, and a new shop is one difference. */
    private static Set<String> differences(Map<Long, ObjectNode> before, Map<Long, ObjectNode> after) {
        Set<String> differences = new HashSet<>();
        before.keySet().forEach(id -> assertTrue(after.containsKey(id), "closed: " + id));
        after.forEach((id, shop) -> {
            ObjectNode old = before.get(id);
            if (old == null) {
                differences.add(id + " opened");
                return;
            }
            shop.properties().forEach(field -> {
                if (!field.getValue().equals(old.get(field.getKey()))) {
                    differences.add(id + " " + field.getKey().replace("group_id", "group_name"));
                }
            });
            old.fieldNames().forEachRemaining(name -> assertTrue(shop.has(name), name));
        });
        return differences;
    }

    private static NavigableMap<Long, ObjectNode> byId(SimulatedShops shops) {
        NavigableMap<Long, ObjectNode> byId = new TreeMap<>();
        shops.snapshot().forEach(shop -> byId.put(shop.path("shop_id").asLong(), shop));
        return byId;
    }

    private static boolean noThread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(name));
    }
}
