package io.jststream.producer.turn;

import io.jststream.producer.publish.Changes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Optional;

/** Counts sweeps and records, and knows the last success. Thread-safe. */
public final class SweepMeters implements SweepListener {
    private final MeterRegistry metrics;
    private final String integration;
    private final Timer duration;
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile String lastReason = "";
    private volatile boolean withheld;
    private volatile SweepReport.Departed departed = SweepReport.Departed.NONE;

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
        Gauge.builder("jst.sweep.held", this, meters -> meters.departed.held())
                .description("Records that have vanished and wait for an operator, as of the last complete sweep")
                .tag("integration", integration)
                .register(metrics);
        Gauge.builder("jst.sweep.withheld", this, meters -> meters.withheld ? 1 : 0)
                .description("1 while sweeps are not published because they break a rule of the catalog")
                .tag("integration", integration)
                .register(metrics);
        Gauge.builder("jst.absent.keys", this, meters -> meters.departed.absent())
                .description("Known records that the last complete sweep did not see and that do not count as gone yet")
                .tag("integration", integration)
                .register(metrics);
        for (Outcome outcome : Outcome.values()) {
            metrics.counter("jst.sweeps", "integration", integration, "outcome", outcome.text());
        }
        resumed(0);
        count(Changes.NONE, 0);
        count(new Findings());
    }

    @Override
    public void ended(SweepReport report) {
        duration.record(report.took());
        metrics.counter(
                        "jst.sweeps",
                        "integration",
                        integration,
                        "outcome",
                        report.outcome().text())
                .increment();
        resumed(report.resumed() ? 1 : 0);
        if (report.outcome() != Outcome.WITHHELD) {
            count(report.records(), report.departed().gone());
        }
        count(report.seen().findings());
        lastReason = report.reason();
        withheld = report.outcome() == Outcome.WITHHELD
                || (withheld && !report.outcome().toTheEnd());
        if (report.outcome().whole()) {
            departed = report.departed();
            lastSuccess = Optional.of(report.ended());
        }
    }

    /** Takes note of a success of an earlier process. */
    public void succeededBefore(Instant ended) {
        lastSuccess = Optional.of(ended);
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

    private void resumed(int sweeps) {
        metrics.counter("jst.sweeps.resumed", "integration", integration).increment(sweeps);
    }

    private void count(Findings findings) {
        for (Finding finding : Finding.values()) {
            metrics.counter("jst.sweep.findings", "integration", integration, "finding", finding.text())
                    .increment(findings.count(finding));
        }
    }

    private void count(Changes records, int gone) {
        records("new", records.added());
        records("changed", records.changed());
        records("unchanged", records.unchanged());
        records("gone", gone);
    }

    private void records(String outcome, int amount) {
        metrics.counter("jst.records", "integration", integration, "outcome", outcome)
                .increment(amount);
    }
}
