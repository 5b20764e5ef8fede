package io.jststream.local;

import io.jststream.integration.Integration;
import io.jststream.integration.Target;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One integration's table beside what its topics say must stand there. Used by one thread. */
final class Watched implements AutoCloseable {
    static final long LOOK_EVERY_MILLIS = 50;

    /** A table that has not moved for so long is not going to, whatever it lacks; a busy machine needs some of it to begin. */
    private static final long LONGEST_QUIET_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Integration integration;
    private final ArrivedRecords arrived;
    private final TableRows table;
    private final Map<String, ArrivedRecords.Row> shown = new HashMap<>();
    /** Why the table could not be read at the last look, or nothing. */
    private String unreadable = "";

    private Watched(Integration integration, ArrivedRecords arrived, TableRows table) {
        this.integration = integration;
        this.arrived = arrived;
        this.table = table;
    }

    static Watched follow(Integration integration, Settings settings) {
        return new Watched(integration, ArrivedRecords.follow(integration, settings.kafka()), TableRows.from(settings));
    }

    Integration integration() {
        return integration;
    }

    String name() {
        return integration.name();
    }

    boolean isShops() {
        return integration.name().equals("shops");
    }

    Target columns() {
        return integration.target();
    }

    ArrivedRecords arrived() {
        return arrived;
    }

    /** Waits until the table holds what was published before that time; returns its rows then, or when nothing moves any more. */
    Map<String, Map<String, @Nullable String>> awaitArrival(long publishedBefore, Program.Stop stop)
            throws InterruptedException {
        Map<String, Map<String, @Nullable String>> rows = awaitRows(
                () -> table.read(integration.target()),
                found ->
                        arrived.completeSince(publishedBefore) && arrived.rows().equals(found),
                stop);
        shown.putAll(arrived.typed());
        return rows;
    }

    /** Reads rows until they are as they must be, or nothing moves any more. */
    static Map<String, Map<String, @Nullable String>> awaitRows(
            Supplier<Map<String, Map<String, @Nullable String>>> read,
            Predicate<Map<String, Map<String, @Nullable String>>> complete,
            Program.Stop stop)
            throws InterruptedException {
        Map<String, Map<String, @Nullable String>> rows = read.get();
        long moved = System.nanoTime();
        while (!complete.test(rows)
                && System.nanoTime() - moved < LONGEST_QUIET_NANOS
                && !stop.await(LOOK_EVERY_MILLIS)) {
            Map<String, Map<String, @Nullable String>> now = read.get();
            if (!now.equals(rows)) {
                moved = System.nanoTime();
                rows = now;
            }
        }
        return rows;
    }

    /** Shows what has changed since the last look and stands in the table by now; a table that cannot be read is looked at again. */
    void show(Console console) {
        try {
            showChanges(console);
            unreadable = "";
        } catch (OperatorException e) {
            if (!unreadable.equals(e.getMessage())) {
                unreadable = e.getMessage();
                console.problem(unreadable);
            }
        }
    }

    private void showChanges(Console console) {
        Map<String, ArrivedRecords.Row> typed = arrived.typed();
        if (typed.equals(shown)) {
            return;
        }
        Map<String, Map<String, @Nullable String>> rows = table.read(integration.target());
        long now = System.currentTimeMillis();
        typed.forEach((key, row) -> {
            ArrivedRecords.Row before = shown.get(key);
            if (!row.equals(before) && row.columns().equals(rows.get(key))) {
                console.changed(
                        key, before == null ? Map.of() : before.columns(), row.columns(), now - row.publishedAt());
                shown.put(key, row);
            }
        });
    }

    @Override
    public void close() {
        arrived.close();
    }
}
