package io.jststream.console.diff;

import io.jststream.integration.Integration;
import io.jststream.transformer.mapping.TrialMapping;

/**
 * Maps a history twice, with the mapping that runs and with another one, and compares what either would leave in the tables, one
 * partition after the other: all versions of a record stand in one. It needs about 70 bytes for each record of the largest
 * partition, and holds no rows. Not thread-safe.
 */
public final class MappingDiff {
    /** Raw records that may be in memory at once. */
    private static final int MOST_HELD = 5_000;

    private final TrialMapping live;
    private final TrialMapping other;
    private final DiffReport report;
    private final int mostHeld;

    /** @param shown how many examples of each table */
    public MappingDiff(Integration live, Integration other, int shown) {
        this(live, other, shown, MOST_HELD);
    }

    MappingDiff(Integration live, Integration other, int shown, int mostHeld) {
        this.live = TrialMapping.of(live);
        this.other = TrialMapping.of(other);
        this.report = new DiffReport(live, other, shown);
        this.mostHeld = mostHeld;
    }

    /** A partition of the raw topic. */
    public void take(RawPartition partition) {
        new PartitionDiff(live, other, report, mostHeld).take(partition);
    }

    /** What was found so far. */
    public DiffReport report() {
        return report;
    }
}
