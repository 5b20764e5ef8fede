package io.jststream.producer.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts calls by their answers, and the time spent in calls and in waiting for the quota. Thread-safe. */
final class CallMeters {
    private final MeterRegistry metrics;
    private final String account;
    private final Timer quotaWait;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong waitMillis = new AtomicLong();

    CallMeters(MeterRegistry metrics, String account) {
        this.metrics = metrics;
        this.account = account;
        this.quotaWait = Timer.builder("jst.quota.wait")
                .description("Time that calls waited for their place in the quota")
                .tag("account", account)
                .register(metrics);
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
}
