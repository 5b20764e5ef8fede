package io.jststream.simulator.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Rows that change while they are read. Each change moves the row to the end of what is sorted by time of change or by row
 * version: the rows behind it move up by one, and whoever reads page by page misses one. Thread-safe.
 */
public final class Table {
    /** How far back the first rows' times of change reach. */
    public static final Duration HISTORY = Duration.ofDays(30);

    private static final long FIRST_TS = 7_000_000_000L;
    private static final int TS_STEP = 3;

    private final Endpoint endpoint;
    private final RowMaker maker;
    private final InstantSource clock;
    private final Random random;
    private final NavigableMap<Integer, RowVersion> versions = new TreeMap<>();
    private final NavigableSet<RowVersion> byModified = new TreeSet<>(RowVersion.BY_MODIFIED);
    private final NavigableSet<RowVersion> byTs = new TreeSet<>(RowVersion.BY_TS);
    private final Map<Integer, ObjectNode> fixed = new HashMap<>();
    private int created;
    private long lastTs = FIRST_TS;
    private int changesPerCall;

    Table(Endpoint endpoint, int rows, long seed, InstantSource clock) {
        this.endpoint = endpoint;
        this.maker = new RowMaker(endpoint.fields(), seed);
        this.clock = clock;
        this.random = new Random(seed);
        Instant oldest = clock.instant().minus(HISTORY);
        for (int i = 0; i < rows; i++) {
            create(oldest.plusMillis(HISTORY.toMillis() * i / rows));
        }
    }

    /**
     * One page of a selection.
     *
     * @param count how many rows the selection has; 0 where nobody asked
     * @param more whether there are rows behind these
     */
    public record Slice(List<ObjectNode> rows, long count, boolean more) {}

    /**
     * Reads a page; afterwards, rows change where {@link #changeAfterEachCall} said so.
     *
     * @param counted whether the rows are to be counted
     */
    public synchronized Slice read(Selection selection, long from, int size, boolean counted) {
        Stream<ObjectNode> all = rows(selection);
        List<ObjectNode> rows = all.skip(from).limit(size + 1L).toList();
        long count = counted ? count(selection) : 0;
        for (int i = 0; i < changesPerCall; i++) {
            changeAny();
        }
        return new Slice(rows.subList(0, Math.min(size, rows.size())), count, rows.size() > size);
    }

    /** Has that many rows change, or be made, whenever a page has been read: what drifts does so at the worst moment. */
    public synchronized void changeAfterEachCall(int rows) {
        changesPerCall = rows;
    }

    /** Changes some row, or makes one: one in eight is new. Returns its key. */
    public synchronized String changeAny() {
        if (versions.isEmpty() || random.nextInt(8) == 0) {
            return add();
        }
        Map.Entry<Integer, RowVersion> some = versions.ceilingEntry(random.nextInt(created));
        return changed((some == null ? versions.lastEntry() : some).getValue());
    }

    /** Makes a row; returns its key. */
    public synchronized String add() {
        return key(create(clock.instant()));
    }

    /** Changes the row with that key. */
    public synchronized void change(String key) {
        changed(find(key));
    }

    /** Changes the row with that key, and has these fields hold these values from now on. */
    public synchronized void change(String key, ObjectNode fields) {
        RowVersion version = find(key);
        fixed.merge(version.number(), fields.deepCopy(), ObjectNode::setAll);
        changed(version);
    }

    /** Takes away the row with that key. */
    public synchronized void remove(String key) {
        RowVersion version = find(key);
        forget(version);
        versions.remove(version.number());
    }

    /** Whether a row has that key. */
    public synchronized boolean has(String key) {
        return versions.values().stream().anyMatch(version -> key(version).equals(key));
    }

    /** All rows in the order of creation. */
    public synchronized List<ObjectNode> snapshot() {
        return versions.values().stream().map(this::row).toList();
    }

    /** Hands all rows over, one at a time: those of a large table need not be in memory together. */
    public synchronized void snapshot(Consumer<ObjectNode> taker) {
        versions.values().forEach(version -> taker.accept(row(version)));
    }

    public synchronized int size() {
        return versions.size();
    }

    private Stream<ObjectNode> rows(Selection selection) {
        return range(selection.range()).stream().map(this::row).filter(selection::has);
    }

    private long count(Selection selection) {
        return selection.filters().isEmpty()
                ? range(selection.range()).size()
                : rows(selection).count();
    }

    private Collection<RowVersion> range(Selection.Range range) {
        if (range instanceof Selection.Changed changed) {
            return byModified.subSet(least(changed.begin(), 0), true, most(changed.end()), true);
        }
        if (range instanceof Selection.Since since) {
            return byTs.tailSet(least(Instant.MIN, since.ts()), true);
        }
        return versions.values();
    }

    private static RowVersion least(Instant modified, long ts) {
        return new RowVersion(-1, 0, Instant.MIN, modified, ts);
    }

    private static RowVersion most(Instant modified) {
        return new RowVersion(Integer.MAX_VALUE, 0, Instant.MIN, modified, Long.MAX_VALUE);
    }

    private RowVersion create(Instant at) {
        RowVersion version = new RowVersion(created++, 0, at, at, nextTs());
        remember(version);
        return version;
    }

    private String changed(RowVersion old) {
        forget(old);
        remember(new RowVersion(old.number(), old.revision() + 1, old.created(), clock.instant(), nextTs()));
        return key(old);
    }

    private void remember(RowVersion version) {
        versions.put(version.number(), version);
        byModified.add(version);
        byTs.add(version);
    }

    private void forget(RowVersion version) {
        byModified.remove(version);
        byTs.remove(version);
    }

    private long nextTs() {
        lastTs += 1 + random.nextInt(TS_STEP);
        return lastTs;
    }

    private ObjectNode row(RowVersion version) {
        ObjectNode row = maker.row(version);
        ObjectNode others = fixed.get(version.number());
        return others == null ? row : row.setAll(others.deepCopy());
    }

    private String key(RowVersion version) {
        return maker.key(version, endpoint.key());
    }

    private RowVersion find(String key) {
        return versions.values().stream()
                .filter(version -> key(version).equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(endpoint.key() + ": found '" + key + "', which no row has"));
    }
}
