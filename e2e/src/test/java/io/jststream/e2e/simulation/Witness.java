package io.jststream.e2e.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.Source;
import io.jststream.integration.Topics;
import io.jststream.simulator.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sees what the server answers and what readers of the topics see, and holds the one against the other at every step. */
final class Witness {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHOP = Pattern.compile("\"shop_id\":(\\d+)");
    private static final Pattern HAS_NEXT = Pattern.compile("\"has_next\":\"?true");
    private static final Pattern INDEX = Pattern.compile("\"page_index\":(\\d+)");

    private final World world;
    private final VirtualTime time;
    private final Tally tally;
    private final Promises promises;
    private final int pageSize;
    private final String raw;
    /** What the table holds: the last record of each shop that readers of committed records see. */
    private final Map<Long, JsonNode> table = new HashMap<>();

    private final Map<Long, Instant> asked = new HashMap<>();
    private final Deque<Instant> calls = new ArrayDeque<>();
    private final Source.Gone gone;
    private Shown shown;
    /** Whether an operator has allowed what was held, and it is not deleted yet. */
    private boolean released;

    Witness(World world, VirtualTime time, Tally tally, int pageSize, Source.Gone gone, String raw) {
        this.world = world;
        this.time = time;
        this.tally = tally;
        this.pageSize = pageSize;
        this.gone = gone;
        this.raw = raw;
        this.shown = new Shown(pageSize);
        this.promises = new Promises(world, table, gone.afterSweeps(), tally);
    }

    /** A call has arrived at the server, which counts it. */
    void arrived() {
        Instant now = time.instant();
        calls.addLast(now);
        while (!calls.getFirst().plus(Duration.ofMinutes(1)).isAfter(now)) {
            calls.removeFirst();
        }
        long second = calls.stream()
                .filter(call -> call.plus(Duration.ofSeconds(1)).isAfter(now))
                .count();
        Violation.unless(second <= 5, second + " calls within a second");
        Violation.unless(calls.size() <= 100, calls.size() + " calls within a minute");
        tally.count("calls");
        tally.most("calls in a second", second);
        tally.most("calls in a minute", calls.size());
    }

    /** The server has answered; whether that will arrive is another matter. */
    void answered(JsonNode biz, Reply reply) {
        Shown.Page page = page(new String(reply.body(), UTF_8));
        if (biz.path("shop_ids").isArray()) {
            Set<Long> wanted = new HashSet<>();
            biz.path("shop_ids").forEach(id -> wanted.add(id.asLong()));
            Set<Long> there = new HashSet<>(wanted);
            there.removeIf(id -> !world.has(id));
            shown.byKey(wanted, page, !there.equals(new HashSet<>(page.ids())));
            wanted.forEach(id -> asked.put(id, time.instant()));
        } else {
            shown.page(biz.path("page_index").asInt(), page, time.instant());
        }
    }

    private Shown.Page page(String body) {
        List<Long> ids = new ArrayList<>();
        List<JsonNode> shops = new ArrayList<>();
        for (Matcher found = SHOP.matcher(body); found.find(); ) {
            long id = Long.parseLong(found.group(1));
            ids.add(id);
            shops.add(world.shop(id).orElseThrow());
        }
        Matcher index = INDEX.matcher(body);
        return new Shown.Page(
                ids, shops, HAS_NEXT.matcher(body).find(), index.find() ? Integer.parseInt(index.group(1)) : 0);
    }

    /** Where the page stands in the list that is about to be asked for. */
    Optional<Long> firstOfPage(JsonNode biz) {
        long before = (biz.path("page_index").asLong() - 1) * pageSize;
        return world.shops().keySet().stream().skip(before).findFirst();
    }

    /** Readers see these from now on. */
    void committed(List<ProducerRecord<byte[], byte[]>> records) {
        Optional<JsonNode> entry = Optional.empty();
        int known = table.size();
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(raw)) {
                take(json(record.key()).path("shop_id").asLong(), record.value());
            } else if (record.topic().equals(Topics.SWEEPS)) {
                entry = Optional.of(json(record.value()));
            }
        }
        int deleted = (int) records.stream()
                .filter(record -> record.topic().equals(raw) && record.value() == null)
                .count();
        Violation.unless(
                released || deleted <= gone.most(known),
                deleted + " of " + known + " shops are deleted at once, unasked");
        released &= deleted == 0;
        entry.ifPresent(last -> promises.ended(last, shown));
    }

    private void take(long id, byte[] value) {
        tally.count("raw records");
        if (value == null) {
            gone(id);
        } else {
            JsonNode shop = json(value);
            Violation.unless(
                    !shop.equals(table.put(id, shop)), "shop " + id + " is published again and has not changed");
            promises.arrived(id);
        }
    }

    private void gone(long id) {
        Violation.unless(table.remove(id) != null, "shop " + id + " is deleted a second time");
        tally.count("deletions");
        if (world.has(id)) {
            Instant said = asked.getOrDefault(id, Instant.MIN);
            Violation.unless(
                    world.since(id).isAfter(said),
                    "shop " + id + " is deleted and has been there since " + world.since(id) + "; now "
                            + time.instant());
            tally.count("shops opened again in the very moment of their deletion");
        }
    }

    /** A reading is over for the process, or the process is. */
    void readingEnds() {
        shown = new Shown(pageSize);
    }

    /** An operator has allowed what is held. */
    void released() {
        released = true;
    }

    /** A process begins that has seen no reading yet. */
    void processBegins() {
        promises.otherProcess(shown);
        readingEnds();
    }

    /** In the end, the table is what the source is. */
    void tableIsTheSource() {
        Violation.unless(
                table.keySet().equals(world.shops().keySet()),
                "the table has " + table.size() + " shops, the source "
                        + world.shops().size());
        world.shops().forEach((id, shop) -> Violation.unless(shop.equals(table.get(id)), "shop " + id + " differs"));
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
