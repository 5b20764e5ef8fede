package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The merchant's shops, by shop_id, kept in a file where one is given. Thread-safe. */
public final class SimulatedShops {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TreeMap<Long, ObjectNode> shops = new TreeMap<>();
    private final Optional<Path> file;

    private SimulatedShops(Optional<Path> file) {
        this.file = file;
    }

    /** The shops of the file, or new ones where there is none. */
    static SimulatedShops open(SimulatorConfig config) {
        SimulatedShops shops = new SimulatedShops(config.file());
        Optional<Path> kept = config.file().filter(Files::exists);
        List<ObjectNode> first = kept.isPresent() ? read(kept.get()) : ShopSeeds.shops(config.shops(), config.seed());
        first.forEach(shop -> shops.shops.put(id(shop), shop));
        shops.keep();
        return shops;
    }

    /** Opens a shop or replaces one. */
    public synchronized void put(ObjectNode shop) {
        shops.put(id(shop), shop.deepCopy());
        keep();
    }

    /** Closes a shop: the API does not list it any more. */
    public synchronized void remove(long shopId) {
        shops.remove(shopId);
        keep();
    }

    /** Closes the shop that the API lists first, where there is one. */
    synchronized void removeFirst() {
        shops.pollFirstEntry();
        keep();
    }

    /** Copies of all shops, ordered by shop_id. */
    public synchronized List<ObjectNode> snapshot() {
        return shops.values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** The shops at some places of the list, ordered by shop_id; to be read and not to be changed. */
    synchronized List<ObjectNode> slice(int from, int to) {
        return shops.values().stream().skip(from).limit(to - from).toList();
    }

    /** Those of the shops that are there, ordered by shop_id; to be read and not to be changed. */
    synchronized List<ObjectNode> those(Collection<Long> ids) {
        return new TreeSet<>(ids)
                .stream().map(shops::get).filter(Objects::nonNull).toList();
    }

    public synchronized int size() {
        return shops.size();
    }

    private void keep() {
        file.ifPresent(target -> {
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Path written = target.resolveSibling(target.getFileName() + ".new");
                JSON.writeValue(written.toFile(), shops.values());
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new OperatorException(
                        ExitCode.ENVIRONMENT, "the simulator cannot keep its shops in " + target + ": " + e, e);
            }
        });
    }

    private static List<ObjectNode> read(Path file) {
        try {
            return List.of(JSON.readValue(file.toFile(), ObjectNode[].class));
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the simulator's shops in " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); delete the file and it starts with new ones",
                    e);
        }
    }

    private static long id(JsonNode shop) {
        return shop.path("shop_id").asLong();
    }
}
