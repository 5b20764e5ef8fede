package io.jststream.e2e.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.service.Settings;
import io.jststream.simulator.Journal;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** Several merchants, each with shops, tokens and a quota of its own, and the files that tell producers of them. */
public final class Merchants implements AutoCloseable {
    private static final String SHOPS = "/open/shops/query";
    /** Two pages. */
    private static final int SHOPS_EACH = 130;

    private final Path data = House.newFolder("accounts");
    private final Map<String, Simulator> simulators = new TreeMap<>();
    private final String host;
    private int round;

    private Merchants(String host) {
        this.host = host;
    }

    /**
     * So many, each with an API of its own.
     *
     * @param host this machine's name as the producers know it
     */
    public static Merchants open(int amount, String host) {
        Merchants merchants = new Merchants(host);
        for (int number = 1; number <= amount; number++) {
            Simulator simulator = Simulator.start(SimulatorConfig.from(
                    Settings.from(Map.of("JST_SIMULATOR_ADDRESS", "0.0.0.0:0", "JST_SIMULATOR_CHANGE_EVERY", "0s"))));
            merchants.simulators.put("merchant-" + number, simulator);
            ownShops(simulator, number * 1_000_000L);
        }
        merchants.changeEveryShop();
        try {
            merchants.writeFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return merchants;
    }

    /** No two merchants have a shop_id in common. */
    private static void ownShops(Simulator simulator, long firstId) {
        List<ObjectNode> shops = simulator.shops().snapshot();
        shops.forEach(shop -> simulator.shops().remove(shop.path("shop_id").asLong()));
        for (int index = 0; index < SHOPS_EACH; index++) {
            simulator.shops().put(shops.get(index).put("shop_id", firstId + index));
        }
    }

    private void writeFiles() throws IOException {
        Path catalog = Files.createDirectories(catalog());
        String shops = Files.readString(House.ROOT.resolve("catalog/shops.yaml"));
        Files.writeString(catalog.resolve("shops.yaml"), shops.replaceFirst("every: \\w+", "every: 1s"));
        StringBuilder accounts = new StringBuilder();
        simulators.forEach((name, simulator) -> accounts.append("- name: ")
                .append(name)
                .append("\n  app_key: ")
                .append(simulator.appKey())
                .append("\n  app_secret_file: secret\n  base_url: http://")
                .append(host)
                .append(':')
                .append(URI.create(simulator.baseUrl()).getPort())
                .append('\n'));
        Files.createDirectories(accounts());
        Files.writeString(accounts().resolve("accounts.yaml"), accounts);
        Files.writeString(
                accounts().resolve("secret"),
                simulators.values().iterator().next().appSecret());
    }

    public Path folder() {
        return data;
    }

    /** Holds accounts.yaml and what it names. */
    public Path accounts() {
        return data.resolve("accounts");
    }

    public Path catalog() {
        return data.resolve("catalog");
    }

    public Set<String> names() {
        return simulators.keySet();
    }

    /** To what no shop ever was, so that each must be published once more. */
    public void changeEveryShop() {
        round++;
        simulators
                .values()
                .forEach(simulator -> simulator
                        .shops()
                        .snapshot()
                        .forEach(shop -> simulator.shops().put(shop.put("short_name", "round " + round))));
    }

    /** Whether a sweep of the account has begun and come to its last page since then. */
    public boolean sweptSince(String account, Instant since) {
        List<Journal.Entry> calls = simulator(account).journal().callsTo(SHOPS).stream()
                .filter(call -> call.at().isAfter(since))
                .toList();
        return calls.stream().anyMatch(call -> call.page() == 1)
                && calls.stream().anyMatch(call -> call.page() == 2);
    }

    /** Every shop as it is now stands in the raw topic, and no content of a shop stands there twice. */
    public void everyShopArrivedOnce(Properties kafka) {
        List<ConsumerRecord<String, String>> records = Topic.read(kafka, "jst.shops.raw");
        Map<String, Integer> counts = Topic.counts(records);
        assertEquals(Set.of(1), Set.copyOf(counts.values()), "records that stand there more than once");
        assertEquals((long) SHOPS_EACH * simulators.size(), ofNow(records));
    }

    /** Waits until every shop as it is now stands in the raw topic. */
    public void awaitShops(Properties kafka, Duration longest) {
        Awaitility.await()
                .atMost(longest)
                .ignoreExceptions()
                .until(() -> ofNow(Topic.read(kafka, "jst.shops.raw")) == (long) SHOPS_EACH * simulators.size());
    }

    private long ofNow(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .filter(found -> found.value().contains("\"round " + round + "\""))
                .count();
    }

    /** By the ledger and by what the API saw. */
    public void noTwoSweepsOfOneAccountAtATime(Properties kafka) {
        assertEquals(simulators.size(), SweepLedger.noTwoSweepsAtATime(kafka));
        simulators.forEach((name, simulator) -> {
            int before = 0;
            for (Journal.Entry call : simulator.journal().callsTo(SHOPS)) {
                assertTrue(
                        call.page() == 1 || call.page() == before + 1,
                        name + ": page " + call.page() + " after " + before);
                before = call.page();
            }
        });
    }

    /** As each merchant's server counted. */
    public void quotaWasKept() {
        simulators.forEach((name, simulator) -> {
            assertTrue(simulator.journal().mostInAny(Duration.ofSeconds(1), SHOPS) <= 5, name + " in a second");
            assertTrue(simulator.journal().mostInAny(Duration.ofMinutes(1), SHOPS) <= 100, name + " in a minute");
        });
    }

    private Simulator simulator(String account) {
        return Objects.requireNonNull(simulators.get(account), account);
    }

    @Override
    public void close() {
        simulators.values().forEach(Simulator::close);
    }
}
