package io.jststream.local;

import static io.jststream.service.Setting.JST_ACCOUNT;

import io.jststream.integration.Column;
import io.jststream.integration.Target;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Secret;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person sees of a run: one line per event, all of them written here. Thread-safe. */
final class Console implements SweepListener, LocalPipeline.Progress {
    private static final int MOST_DIFFERENCES = 20;
    private static final int SHOWN_ROWS = 5;
    private static final List<String> SHOWN_COLUMNS =
            List.of("shop_id", "shop_name", "shop_site", "created", "session_expired");

    private final PrintStream out;
    private final long started = System.nanoTime();
    private boolean firstSweep = true;

    Console(PrintStream out) {
        this.out = out;
    }

    void starting(Path data) {
        line("jst-stream on this machine; data and log in %s".formatted(data));
    }

    @Override
    public synchronized void ready(String part, String where) {
        line("%6.1f s  %-10s %s".formatted(seconds(), part, where));
    }

    @Override
    public synchronized void pageRead(String integration, int page, int records) {
        if (firstSweep) {
            line("%6.1f s  %-10s page %d, %d records".formatted(seconds(), integration, page, records));
        }
    }

    @Override
    public synchronized void ended(SweepReport report) {
        firstSweep = false;
        if (report.outcome() != Outcome.COMPLETE && report.outcome() != Outcome.ABANDONED) {
            line("%6.1f s  %-10s sweep %s: %s%s"
                    .formatted(
                            seconds(),
                            report.integration(),
                            report.outcome().text(),
                            report.reason(),
                            account(report)));
        }
    }

    /** The first sweep of each account, from the API to the table. */
    synchronized void summary(List<SweepReport> sweeps, ArrivedRecords arrived, int rows, double tableSeconds) {
        line("");
        sweeps.forEach(sweep ->
                line("  API        %d pages, %d records in %.1f s (%d calls); %d new, %d changed, %d unchanged%s"
                        .formatted(
                                sweep.pages(),
                                sweep.records().seen(),
                                sweep.took().toMillis() / 1000.0,
                                sweep.calls(),
                                sweep.records().added(),
                                sweep.records().changed(),
                                sweep.records().unchanged(),
                                account(sweep))));
        line("  mapping    %d rows, %d dead letters"
                .formatted(arrived.typed().size(), arrived.dead().size()));
        arrived.dead()
                .forEach(dead -> line("             %s %s: %s".formatted(dead.key(), dead.field(), dead.reason())));
        line("  table      %d rows, complete %.1f s after the last page".formatted(rows, tableSeconds));
    }

    synchronized void rows(Target target, Collection<Map<String, @Nullable String>> rows) {
        List<String> columns = target.columns().stream()
                .map(Column::field)
                .filter(SHOWN_COLUMNS::contains)
                .toList();
        line("");
        line("  %s".formatted(String.join(" | ", columns)));
        rows.stream()
                .limit(SHOWN_ROWS)
                .forEach(row -> line("  %s"
                        .formatted(columns.stream()
                                .map(column ->
                                        Differences.shown(row.get(column)).replaceAll("^'|'$", ""))
                                .collect(Collectors.joining(" | ")))));
    }

    synchronized void lookForYourself(String jdbcUrl, String user, Secret password) {
        line("");
        line("  %s".formatted(jdbcUrl));
        line("  user %s, password %s".formatted(user, password.value()));
    }

    synchronized void watching() {
        line("");
        line("Every change that reaches the table follows; Ctrl-C stops.");
    }

    synchronized void equal(String table, int rows, String source, List<String> notCompared) {
        line("");
        line("The table %s equals %s: %d rows, %s."
                .formatted(
                        table,
                        source,
                        rows,
                        notCompared.isEmpty() ? "every column" : "not compared: " + String.join(", ", notCompared)));
    }

    synchronized void notCompared(String table, String reason) {
        line("");
        line("The table %s is not compared: %s.".formatted(table, reason));
    }

    synchronized void differences(String table, List<String> differences, String source) {
        line("");
        line("The table %s differs from %s in %d places:".formatted(table, source, differences.size()));
        differences.stream().limit(MOST_DIFFERENCES).forEach(difference -> line("  %s".formatted(difference)));
    }

    /** A change that has reached the table; nothing stood there before where {@code before} is empty. */
    synchronized void changed(
            String key, Map<String, @Nullable String> before, Map<String, @Nullable String> after, long millis) {
        String what = before.isEmpty()
                ? "new row"
                : Differences.columns(before, after).entrySet().stream()
                        .map(entry -> entry.getKey() + " "
                                + Differences.shown(entry.getValue().before()) + " → "
                                + Differences.shown(entry.getValue().after()))
                        .collect(Collectors.joining(", "));
        line("%6.1f s  %s: %s (%d ms after it was published)".formatted(seconds(), key, what, millis));
    }

    /** Something that the run goes on in spite of. */
    synchronized void problem(String what) {
        line("%6.1f s  %s".formatted(seconds(), what));
    }

    synchronized void stopping() {
        line("");
        line("stopping ...");
    }

    synchronized void stopped() {
        line("stopped after %.1f s".formatted(seconds()));
    }

    /** Which account it was, where somebody has given it a name. */
    private static String account(SweepReport sweep) {
        return JST_ACCOUNT.defaultValue().equals(Optional.of(sweep.account()))
                ? ""
                : " (account " + sweep.account() + ")";
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
