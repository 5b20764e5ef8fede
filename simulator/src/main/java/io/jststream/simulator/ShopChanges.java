package io.jststream.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** Shops change while they are read: now and then one, on a thread of its own, or one at a time by hand. Thread-safe. */
public final class ShopChanges implements AutoCloseable {
    private final SimulatedShops shops;
    private final InstantSource clock;
    private final Random random;
    private final ChangeTimer timer;

    ShopChanges(SimulatedShops shops, Duration every, InstantSource clock, long seed) {
        this.shops = shops;
        this.clock = clock;
        this.random = new Random(seed);
        this.timer = new ChangeTimer("shop-changes", every, this::next);
    }

    /** Changes one shop, or opens one. Nothing is closed: that is for whoever tests it. */
    public synchronized ShopChange next() {
        List<ObjectNode> all = shops.snapshot();
        if (all.isEmpty()) {
            return changed(ShopSeeds.another(ShopSeeds.FIRST_ID, random), "opened");
        }
        ObjectNode shop = all.get(random.nextInt(all.size()));
        String what = switch (random.nextInt(4)) {
            case 0 -> {
                shop.put(
                        "shop_name",
                        shop.path("shop_name").asText().replaceAll("·\\d+$", "") + "·" + random.nextInt(100));
                yield "shop_name";
            }
            case 1 -> {
                shop.put("group_id", 705).put("group_name", "线下·" + random.nextInt(100));
                yield "group_name";
            }
            case 2 -> {
                shop.put(
                        "session_expired",
                        "2027-%02d-%02d 23:59:59".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)));
                yield "session_expired";
            }
            default -> {
                long newest = all.get(all.size() - 1).path("shop_id").asLong();
                shop = ShopSeeds.another(newest + 1 + random.nextInt(900), random);
                yield "opened";
            }
        };
        boolean sameAgain = shops.snapshot().contains(shop);
        return sameAgain ? next() : changed(shop, what);
    }

    private ShopChange changed(ObjectNode shop, String what) {
        shops.put(shop);
        return new ShopChange(clock.instant(), shop.path("shop_id").asLong(), what);
    }

    @Override
    public void close() {
        timer.close();
    }
}
