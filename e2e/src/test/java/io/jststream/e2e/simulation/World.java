package io.jststream.e2e.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.simulator.SimulatedApi;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The merchant's shops as they really are, and since when: what must stand in the table in the end. */
final class World {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedApi api;
    private final VirtualTime time;
    private final Random random;
    private final Tally tally;
    private final TreeMap<Long, JsonNode> shops = new TreeMap<>();
    /** When a shop that is there was opened, and when one that is not there was closed. */
    private final Map<Long, Instant> since = new HashMap<>();

    private final Map<Long, ObjectNode> closed = new TreeMap<>();

    World(SimulatedApi api, VirtualTime time, long seed, Tally tally) {
        this.api = api;
        this.time = time;
        this.random = new Random(seed);
        this.tally = tally;
        api.shops().snapshot().forEach(shop -> remember(shop));
    }

    Map<Long, JsonNode> shops() {
        return shops;
    }

    boolean has(long id) {
        return shops.containsKey(id);
    }

    /** The shop as it is now. */
    Optional<JsonNode> shop(long id) {
        return Optional.ofNullable(shops.get(id));
    }

    /** The shop as it is, or was when it was closed: an answer may hold one that has been closed since. */
    JsonNode lastSeen(long id) {
        return shop(id).orElseGet(() -> Objects.requireNonNull(closed.get(id), () -> "shop " + id));
    }

    /** Since when it has been as there, or as gone, as it is now. */
    Instant since(long id) {
        return since.getOrDefault(id, VirtualTime.START);
    }

    /** One change: mostly of a shop, else one is opened, closed or opened again. */
    void change() {
        switch (random.nextInt(8)) {
            case 0 -> open(anyId());
            case 1 -> close(any());
            case 2 -> openAgain();
            default -> alter(any());
        }
    }

    /** The list moves behind the back of who is reading it: a shop before those to come is closed, or one is opened there. */
    void move(long before) {
        if (random.nextBoolean()) {
            Optional.ofNullable(shops.lowerKey(before)).ifPresent(this::close);
        } else {
            long first = shops.isEmpty() ? before : shops.firstKey();
            open(first + (long) (random.nextDouble() * Math.max(1, before - first)));
            if (random.nextInt(3) == 0) {
                // This is the one that now stands on two pages, with two contents.
                Optional.ofNullable(shops.lowerKey(before)).ifPresent(this::alter);
            }
        }
        tally.count("moves of the list while it was read");
    }

    /** So many of a hundred at once: more than may go without being asked for. */
    void closeMany(int percent) {
        for (int left = shops.size() * percent / 100; left > 0; left--) {
            close(any());
        }
        tally.count("days on which a third of the shops was closed");
    }

    /** The simulator has closed its first shop by itself. */
    void takeNoteOfClosing() {
        if (api.shops().size() < shops.size()) {
            forget(shops.firstKey());
        }
    }

    private void alter(long id) {
        ObjectNode shop = known(id).deepCopy();
        put(shop.put("short_name", "改名" + random.nextInt(1_000_000)));
        tally.count("shops changed");
    }

    private void open(long id) {
        if (!has(id)) {
            ObjectNode shop =
                    shops.isEmpty() ? JSON.createObjectNode() : known(any()).deepCopy();
            put(shop.put("shop_id", id).put("shop_name", "新店" + random.nextInt(1_000_000)));
            tally.count("shops opened");
        }
    }

    private void openAgain() {
        if (!closed.isEmpty()) {
            ObjectNode shop = closed.values().iterator().next();
            if (random.nextBoolean()) {
                shop.put("nick", "又开" + random.nextInt(1_000_000));
            }
            put(shop);
            tally.count("shops opened again");
        }
    }

    private void close(long id) {
        if (shops.size() > 1) {
            api.shops().remove(id);
            forget(id);
        }
    }

    private void put(ObjectNode shop) {
        api.shops().put(shop);
        remember(shop);
    }

    private void remember(ObjectNode shop) {
        long id = shop.path("shop_id").asLong();
        if (shops.put(id, asReceived(shop)) == null) {
            since.put(id, time.instant());
        }
        closed.remove(id);
    }

    private JsonNode known(long id) {
        return Objects.requireNonNull(shops.get(id));
    }

    private void forget(long id) {
        closed.put(id, known(id).deepCopy());
        shops.remove(id);
        since.put(id, time.instant());
        tally.count("shops closed");
    }

    /** Some shop that is there. */
    long any() {
        Long id = shops.ceilingKey(anyId());
        return id == null ? shops.firstKey() : id;
    }

    private long anyId() {
        long first = shops.firstKey();
        return first + (long) (random.nextDouble() * (shops.lastKey() - first + 1_000));
    }

    /** Numbers as a reader of JSON has them, so that the two can be compared. */
    private static JsonNode asReceived(ObjectNode shop) {
        try {
            return JSON.readTree(JSON.writeValueAsBytes(shop));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
