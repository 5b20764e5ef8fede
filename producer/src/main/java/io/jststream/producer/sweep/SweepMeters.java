package io.jststream.producer.sweep;

import io.jststream.producer.publish.Changes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Counts sweeps and records, and knows the last success. Thread-safe. */
public final class SweepMeters implements SweepListener {
    private final MeterRegistry metrics;
    private final String integration;
    private final Timer duration;
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile String lastReason = "";

    public SweepMeters(MeterRegistry metrics, String integration) {
        this.metrics = metrics;
        this.integration = integration;
        this.duration = Timer.builder("jst.sweep.duration")
                .description("Time that a sweep took, however it ended")
                .tag("integration", integration)
                .register(metrics);
        Gauge.builder("jst.sweep.last.success.timestamp.seconds", this, SweepMeters::lastSuccessSeconds)
                .description("When the last complete sweep ended, seconds since 1970; 0 for never")
                .tag("integration", integration)
                .register(metrics);
        for (Outcome outcome : Outcome.values()) {
            metrics.counter("jst.sweeps", "integration", integration, "outcome", lower(outcome));
        }
        count(Changes.NONE);
    }

    @Override
    public void ended(SweepReport report) {
        duration.record(report.took());
        metrics.counter("jst.sweeps", "integration", integration, "outcome", lower(report.outcome()))
                .increment();
        count(report.records());
        lastReason = report.reason();
        if (report.outcome() == Outcome.COMPLETE) {
            lastSuccess = Optional.of(report.ended());
        }
    }

    /** When the last complete sweep ended. */
    public Optional<Instant> lastSuccess() {
        return lastSuccess;
    }

    /** Why the last sweep did not complete, or nothing. */
    public String lastReason() {
        return lastReason;
    }

    private double lastSuccessSeconds() {
        return lastSuccess.map(Instant::getEpochSecond).orElse(0L);
    }

    private void count(Changes records) {
        records("new", records.added());
        records("changed", records.changed());
        records("unchanged", records.unchanged());
    }

    private void records(String outcome, int amount) {
        metrics.counter("jst.records", "integration", integration, "outcome", outcome)
                .increment(amount);
    }

    private static String lower(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
