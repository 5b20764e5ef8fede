package io.jststream.producer.api;

import io.jststream.service.ExitCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Counts calls by their answers and what those meant, and the time spent in calls and in waiting for the quota. Thread-safe. */
final class CallMeters {
    /** A call given up for a reason that a person has to mend: credentials, a white list, a permission, an address. */
    private static final String REFUSED = "refused";

    private final MeterRegistry metrics;
    private final String account;
    private final Timer quotaWait;
    private final MeterProvider<Counter> verdicts;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong waitMillis = new AtomicLong();

    CallMeters(MeterRegistry metrics, String account) {
        this.metrics = metrics;
        this.account = account;
        this.quotaWait = Timer.builder("jst.quota.wait")
                .description("Time that calls waited for their place in the quota")
                .tag("account", account)
                .register(metrics);
        this.verdicts = Counter.builder("jst.api.verdicts")
                .description(
                        "Answers that were no success, by what they meant; wait is the quota, refused needs a person")
                .tag("account", account)
                .withRegistry(metrics);
        // There from the start at 0, so that an alert sees the first one as a rise.
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            if (kind != Verdict.Kind.ACCEPT) {
                verdicts.withTag("verdict", lower(kind));
            }
        }
        verdicts.withTag("verdict", REFUSED);
    }

    /** Shows how many calls there may be now, of how many there may be at most. */
    void watch(Quota quota) {
        for (Limit limit : Limit.values()) {
            Gauge.builder("jst.quota.calls", quota, watched -> watched.calls(limit))
                    .description(
                            "Calls that a second or a minute may hold now: fewer while another tool uses the quota")
                    .tags("account", account, "limit", limit.text())
                    .register(metrics);
            Gauge.builder("jst.quota.most", quota, watched -> watched.most(limit))
                    .description("Calls that a second or a minute may hold at most, as it is set")
                    .tags("account", account, "limit", limit.text())
                    .register(metrics);
        }
    }

    /** One exchange with the server. */
    interface Exchange {
        Answer answer() throws IOException, InterruptedException;
    }

    Answer timed(String api, Exchange exchange) throws IOException, InterruptedException {
        Timer.Sample sample = Timer.start(metrics);
        String code = "io";
        try {
            Answer answer = exchange.answer();
            code = answer.code();
            return answer;
        } finally {
            calls.incrementAndGet();
            sample.stop(metrics.timer("jst.api.call", "account", account, "api", api));
            metrics.counter("jst.api.calls", "account", account, "api", api, "code", code)
                    .increment();
        }
    }

    /** What an answer meant that did not end its call with success. */
    void judged(Verdict verdict) {
        boolean refused = verdict.kind() == Verdict.Kind.GIVE_UP && verdict.exitCode() == ExitCode.BAD_CONFIGURATION;
        verdicts.withTag("verdict", refused ? REFUSED : lower(verdict.kind())).increment();
    }

    void waited(Duration wait) {
        quotaWait.record(wait);
        waitMillis.addAndGet(wait.toMillis());
    }

    long calls() {
        return calls.get();
    }

    Duration waited() {
        return Duration.ofMillis(waitMillis.get());
    }

    private static String lower(Verdict.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
