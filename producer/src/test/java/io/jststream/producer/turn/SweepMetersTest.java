package io.jststream.producer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.service.ExitCode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepMetersTest {
    private static final Instant STARTED = Instant.ofEpochSecond(1_700_000_000);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SweepMeters meters = new SweepMeters(metrics, "shops");
    private final Findings findings = new Findings();
    private SweepReport.Departed departed = SweepReport.Departed.NONE;

    /** An alert on a counter that does not exist yet never fires. */
    @Test
    void everyMeterIsThereBeforeTheFirstSweep() {
        assertEquals(
                List.of(
                        "jst_absent_keys{integration=\"shops\"} 0.0",
                        "jst_records_total{integration=\"shops\",outcome=\"changed\"} 0.0",
                        "jst_records_total{integration=\"shops\",outcome=\"gone\"} 0.0",
                        "jst_records_total{integration=\"shops\",outcome=\"new\"} 0.0",
                        "jst_records_total{integration=\"shops\",outcome=\"unchanged\"} 0.0",
                        "jst_sweep_duration_seconds_count{integration=\"shops\"} 0",
                        "jst_sweep_duration_seconds_max{integration=\"shops\"} 0.0",
                        "jst_sweep_duration_seconds_sum{integration=\"shops\"} 0.0",
                        "jst_sweep_held{integration=\"shops\"} 0.0",
                        "jst_sweep_last_success_timestamp_seconds{integration=\"shops\"} 0.0",
                        "jst_sweep_withheld{integration=\"shops\"} 0.0",
                        "jst_sweeps_resumed_total{integration=\"shops\"} 0.0",
                        "jst_sweeps_total{integration=\"shops\",outcome=\"abandoned\"} 0.0",
                        "jst_sweeps_total{integration=\"shops\",outcome=\"complete\"} 0.0",
                        "jst_sweeps_total{integration=\"shops\",outcome=\"drifted\"} 0.0",
                        "jst_sweeps_total{integration=\"shops\",outcome=\"failed\"} 0.0",
                        "jst_sweeps_total{integration=\"shops\",outcome=\"held\"} 0.0",
                        "jst_sweeps_total{integration=\"shops\",outcome=\"withheld\"} 0.0"),
                metrics.scrape()
                        .lines()
                        .filter(line -> !line.startsWith("#") && !line.startsWith("jst_sweep_findings"))
                        .sorted()
                        .toList());
    }

    @Test
    void sweepsAreWithheldUntilOneIsReadToItsEndAndPublished() {
        meters.ended(report(Outcome.WITHHELD, new Changes(5, 2, 10), "rows: found 17"));
        assertEquals(0, count("jst.records", "new"));
        assertEquals(1, metrics.get("jst.sweep.withheld").gauge().value());

        meters.ended(report(Outcome.FAILED, Changes.NONE, "HTTP 502"));
        assertEquals(1, metrics.get("jst.sweep.withheld").gauge().value());

        meters.ended(report(Outcome.COMPLETE, new Changes(5, 2, 10), ""));
        assertEquals(0, metrics.get("jst.sweep.withheld").gauge().value());
        assertEquals(5, count("jst.records", "new"));
    }

    @Test
    void sweepsAndRecordsAreCountedByWhatCameOfThem() {
        meters.ended(report(Outcome.COMPLETE, new Changes(5, 2, 10), ""));
        meters.ended(report(Outcome.FAILED, new Changes(1, 0, 0), "HTTP 502"));
        meters.ended(report(Outcome.ABANDONED, Changes.NONE, "asked to stop"));
        meters.ended(report(Outcome.FAILED, Changes.NONE, "HTTP 502"));

        assertEquals(1, count("jst.sweeps", "complete"));
        assertEquals(2, count("jst.sweeps", "failed"));
        assertEquals(1, count("jst.sweeps", "abandoned"));
        assertEquals(6, count("jst.records", "new"));
        assertEquals(2, count("jst.records", "changed"));
        assertEquals(10, count("jst.records", "unchanged"));
        assertEquals(4, metrics.get("jst.sweep.duration").timer().count());
    }

    @Test
    void theLastSuccessOutlivesAFailure() {
        assertEquals(Optional.empty(), meters.lastSuccess());
        meters.ended(report(Outcome.COMPLETE, Changes.NONE, ""));
        meters.ended(report(Outcome.FAILED, Changes.NONE, "HTTP 502"));

        assertEquals(Optional.of(STARTED.plusSeconds(3)), meters.lastSuccess());
        assertEquals("HTTP 502", meters.lastReason());
        assertEquals(
                1_700_000_003.0,
                metrics.get("jst.sweep.last.success.timestamp.seconds").gauge().value());

        meters.ended(report(Outcome.COMPLETE, Changes.NONE, ""));
        assertEquals("", meters.lastReason());
    }

    @Test
    void everySortOfFindingIsCounted() {
        for (Finding finding : Finding.values()) {
            assertEquals(0, found(finding));
        }
        findings.add(Finding.REPEATED_KEY, 3, 2);

        meters.ended(report(Outcome.DRIFTED, Changes.NONE, "moved"));

        assertEquals(3, found(Finding.REPEATED_KEY));
        assertEquals(0, found(Finding.SHORT_PAGE));
    }

    /** A sweep that did not see everything says nothing about what is not there. */
    @Test
    void whatIsHeldAndAbsentIsThatOfTheLastWholeSweep() {
        departed = new SweepReport.Departed(1, 80, 90);
        meters.ended(report(Outcome.HELD, Changes.NONE, "held"));
        departed = SweepReport.Departed.NONE;
        meters.ended(report(Outcome.FAILED, Changes.NONE, "HTTP 502"));

        assertEquals(80, metrics.get("jst.sweep.held").gauge().value());
        assertEquals(90, metrics.get("jst.absent.keys").gauge().value());
        assertEquals(1, count("jst.records", "gone"));
        assertEquals(Optional.of(STARTED.plusSeconds(3)), meters.lastSuccess());
    }

    private long found(Finding finding) {
        return (long) metrics.get("jst.sweep.findings")
                .tag("finding", finding.text())
                .counter()
                .count();
    }

    private long count(String name, String outcome) {
        return (long) metrics.get(name).tag("outcome", outcome).counter().count();
    }

    private SweepReport report(Outcome outcome, Changes records, String reason) {
        return new SweepReport(
                "default",
                "shops",
                "shops-1",
                0,
                false,
                Turn.Kind.USUAL,
                STARTED,
                STARTED.plusSeconds(3),
                2,
                Duration.ZERO,
                new Seen(1, records, records.seen(), findings, ContentSum.NONE),
                departed,
                outcome,
                ExitCode.OK,
                reason);
    }
}
