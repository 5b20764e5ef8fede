package io.jststream.e2e.simulation;

import io.jststream.integration.Cron;
import io.jststream.integration.SweepRules;
import io.jststream.producer.sweep.HeldSweeps;
import io.jststream.producer.sweep.Order;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.OperatorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One life of a producer: processes that poll, die, are stopped and come back, while the source changes and the API misbehaves;
 * in the end some turns in peace. All that happens follows from the seed.
 */
final class Run implements SweepListener {
    static final double CALL_RISK = 0.01;
    static final double STORM = 0.3;
    static final double COMMIT_RISK = 0.01;
    static final int QUIET_TURNS = 16;

    /** Points at which a process may die, for each call. */
    private static final int POINTS = 5;

    private static final int DAY = 86_400;
    static final String REPAIR = "0 3 * * *";
    static final int MAY_FALL = 20;
    private static final SweepRules RULES = new SweepRules(1, Optional.of(MAY_FALL), Map.of(), Map.of());
    private static final int JUDGED_ONE_OF = 3;

    private final Size size;
    private final long seed;
    private final Progress progress;
    /** Every other catalog says when everything is to be read anew. */
    private final boolean repaired;
    /** Every third catalog has a rule for whole sweeps. */
    private final boolean judged;

    private final Random random;
    private final Rig rig;
    private boolean releasing;

    private Run(Size size, long seed, Path folder, Progress progress) {
        this.size = size;
        this.seed = seed;
        this.progress = progress;
        this.random = new Random(seed);
        this.repaired = seed % 2 == 1;
        this.judged = seed % JUDGED_ONE_OF == 0;
        double crash = (double) size.crashes() / (size.calls() * POINTS);
        this.rig = new Rig(
                size,
                new Rig.Risks(crash, CALL_RISK, COMMIT_RISK),
                repaired ? Optional.of(Cron.of(REPAIR)) : Optional.empty(),
                judged ? RULES : SweepRules.NONE,
                random.nextInt(),
                folder);
    }

    /** Lives it. What happened is counted; a promise that is not kept is an error, which names the seed. */
    static Tally of(Size size, long seed, Path folder, Progress progress) {
        Run run = new Run(size, seed, folder, progress);
        try {
            run.live();
            return run.rig.tally;
        } catch (Violation e) {
            throw new Violation("seed " + seed + " of the size " + size.name() + ", after " + run.rig.time.passed()
                    + ": " + e.getMessage() + ". Alone: make simulation SEED=" + seed + " SIZE=" + size.name());
        }
    }

    private void live() {
        Instant peace = VirtualTime.START.plus(size.length());
        Instant end = peace.plus(size.every().multipliedBy(QUIET_TURNS));
        schedule();
        rig.time.after(size.length(), rig::relent);
        boolean crashed = false;
        while (rig.time.instant().isBefore(end)) {
            boolean deployed = random.nextInt(5) == 0 && rig.time.instant().isBefore(peace);
            Instant stop = rig.time.instant().plusSeconds(random.nextInt(5 * DAY));
            rig.time.stopAt(deployed && stop.isBefore(end) ? stop : end);
            rig.fate.begin(crashed);
            crashed = rig.process(this);
            rig.tally.count(crashed ? "crashes" : "stops");
            rig.time.pass(Duration.ofSeconds(downtime()));
        }
        rig.witness.tableIsTheSource();
        rig.tally.count("runs");
        rig.tally.count("runs with repairs", repaired ? 1 : 0);
        rig.tally.count("runs with rules for sweeps", judged ? 1 : 0);
        rig.tally.count("days", size.days());
    }

    /** Mostly a supervisor brings it back soon, sometimes a person does much later. */
    private int downtime() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(DAY / 2);
            case 1, 2 -> random.nextInt(1200);
            default -> random.nextInt(10);
        };
    }

    private void schedule() {
        for (int change = 0; change < size.days() * size.changesADay(); change++) {
            rig.time.after(someTime(), rig.world::change);
        }
        int rare = 1 + size.days() / 10;
        for (int time = 0; time < rare; time++) {
            rig.time.after(someTime(), () -> rig.transport.storm(size.every().multipliedBy(3), STORM));
            rig.time.after(someTime(), () -> otherTool(random.nextInt(300, 1200)));
        }
        if (random.nextBoolean()) {
            rig.time.after(someTime(), () -> rig.world.closeMany(33));
        }
        for (int time = 0; repaired && time < rare; time++) {
            // Not before there is anything to lose, and so that a repair comes before the end.
            Duration when = Duration.ofDays(1)
                    .plus(someTime().multipliedBy(size.days() - 3).dividedBy(size.days()));
            rig.time.after(when, () -> rig.lose(rig.world.any()));
        }
        everyDay(1);
    }

    private void everyDay(int day) {
        rig.time.after(Duration.ofDays(1), () -> {
            progress.day(size, seed, day, rig.tally.sum("calls"));
            everyDay(day + 1);
        });
    }

    /** Another tool makes a call each second, for a while. */
    private void otherTool(int left) {
        rig.tally.count("calls of another tool");
        rig.api.callOfAnotherTool();
        if (left > 0) {
            rig.time.after(Duration.ofSeconds(1), () -> otherTool(left - 1));
        }
    }

    private Duration someTime() {
        return Duration.ofSeconds((long) (random.nextDouble() * size.length().toSeconds()));
    }

    @Override
    public void pageRead(String integration, int page, int records) {
        rig.fate.point("after a page");
    }

    @Override
    public void ended(SweepReport report) {
        rig.witness.readingEnds();
        rig.tally.count("sweeps");
        rig.tally.count("sweeps " + report.outcome().text());
        rig.tally.count("sweeps resumed", report.resumed() ? 1 : 0);
        rig.tally.count("repairs", report.repair() ? 1 : 0);
        rig.tally.count("records mended", report.repair() ? report.mended() : 0);
        for (Finding finding : Finding.values()) {
            int found = report.seen().findings().count(finding);
            rig.tally.count("found " + finding.text(), Math.min(1, found));
        }
        boolean waits = report.outcome() == Outcome.HELD || report.outcome() == Outcome.WITHHELD;
        if (waits && !releasing) {
            releasing = true;
            rig.time.after(size.every().multipliedBy(2), this::release);
        }
    }

    private void release() {
        releasing = false;
        try {
            new HeldSweeps(rig.shops, rig.kafka.safe()).order(Order.Kind.RELEASE, Optional.empty());
            rig.witness.released();
            rig.tally.count("held sweeps released");
        } catch (OperatorException nothingIsHeldAnyMore) {
            rig.tally.count("held sweeps that mended themselves");
        }
    }
}
