package io.jststream.e2e.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.RecordHeaders;
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
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sees what the server answers and what readers of the topics see, and holds the one against the other at every step. */
final class Witness {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "\"shop_id\":";
    private static final String INDEX = "\"page_index\":";

    private final World world;
    private final VirtualTime time;
    private final Tally tally;
    private final Promises promises;
    private final int pageSize;
    private final String raw;
    /** What the table holds: the last record of each shop that readers of committed records see. */
    private final Map<Long, JsonNode> table = new HashMap<>();
    /** Sweeps of which something is published. */
    private final Set<String> published = new HashSet<>();

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
        // One character a byte: nothing but digits and names is looked for, in every page of a month.
        Shown.Page page = page(new String(reply.body(), ISO_8859_1));
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
        for (int at = body.indexOf(SHOP); at >= 0; at = body.indexOf(SHOP, at + 1)) {
            long id = number(body, at + SHOP.length());
            ids.add(id);
            shops.add(world.lastSeen(id));
        }
        boolean hasNext = body.contains("\"has_next\":true") || body.contains("\"has_next\":\"true");
        int index = body.indexOf(INDEX);
        return new Shown.Page(ids, shops, hasNext, index < 0 ? 0 : (int) number(body, index + INDEX.length()));
    }

    private static long number(String body, int from) {
        long number = 0;
        for (int at = from; at < body.length() && Character.isDigit(body.charAt(at)); at++) {
            number = 10 * number + Character.digit(body.charAt(at), 10);
        }
        return number;
    }

    /** Where the page stands in the list that is about to be asked for. */
    Optional<Long> firstOfPage(JsonNode biz) {
        long before = (biz.path("page_index").asLong() - 1) * pageSize;
        return world.shops().keySet().stream().skip(before).findFirst();
    }

    /** Readers see these from now on. */
    void committed(List<ProducerRecord<byte[], byte[]>> records) {
        Optional<JsonNode> entry = Optional.empty();
        int known = table.size() + promises.lost();
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (record.topic().equals(raw)) {
                published.add(sweep(record));
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
        entry.ifPresent(last -> {
            Violation.unless(
                    !last.path("outcome").asText().equals("withheld")
                            || !published.contains(last.path("sweep").asText()),
                    last.path("sweep").asText() + " is withheld and has published something");
            promises.ended(last, shown);
        });
    }

    private static String sweep(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(RecordHeaders.SWEEP).value(), UTF_8);
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
        boolean lost = promises.forgetLost(id);
        Violation.unless(table.remove(id) != null || lost, "shop " + id + " is deleted a second time");
        tally.count("deletions");
        tally.count("lost records that were deleted meanwhile", lost ? 1 : 0);
        if (world.has(id)) {
            Instant said = asked.getOrDefault(id, Instant.MIN);
            Violation.unless(
                    world.since(id).isAfter(said),
                    "shop " + id + " is deleted and has been there since " + world.since(id) + "; now "
                            + time.instant());
            tally.count("shops opened again in the very moment of their deletion");
        }
    }

    /** The topic has lost what it held of a shop, and nobody has been told; whether it held anything. */
    boolean loses(long id) {
        boolean known = table.remove(id) != null;
        if (known) {
            promises.lost(id, time.instant());
        }
        return known;
    }

    /** A reading is over for the process. */
    void readingEnds() {
        promises.readingEnds();
        shown = new Shown(pageSize);
    }

    /** An operator has allowed what is held. */
    void released() {
        released = true;
    }

    /** A process begins that has seen no reading yet. */
    void processBegins() {
        promises.otherProcess(shown);
        shown = new Shown(pageSize);
    }

    /** In the end, the table is what the source is. */
    void tableIsTheSource() {
        Violation.unless(
                table.keySet().equals(world.shops().keySet()),
                "the table has " + table.size() + " shops, the source "
                        + world.shops().size());
        world.shops().forEach((id, shop) -> Violation.unless(shop.equals(table.get(id)), "shop " + id + " differs"));
        // What is there again is lost no more, so these are of shops that the source does not have.
        tally.count("lost records whose shop is closed in the end", promises.lost());
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
