package io.jststream.e2e.simulation;

import java.time.Duration;
import java.util.List;

/**
 * How large a run is.
 *
 * @param shops at the start
 * @param pageSize shops on a page
 * @param every time between two turns
 * @param days that it lasts
 * @param changesADay changes of shops, openings and closings, beside those in the middle of a sweep
 * @param crashes that are to be expected
 */
record Size(String name, int shops, int pageSize, Duration every, int days, int changesADay, int crashes) {
    /** A month with less of everything, so that many can be had. */
    static final Size SMALL = new Size("small", 45, 10, Duration.ofHours(2), 30, 24, 15);
    /** Many shops that are asked for less often. */
    static final Size WIDE = new Size("wide", 3_000, 100, Duration.ofHours(2), 30, 60, 30);
    /** A merchant with 3,000 shops, every five minutes for thirty days. */
    static final Size FULL = new Size("full", 3_000, 100, Duration.ofMinutes(5), 30, 60, 150);

    static final List<Size> ALL = List.of(SMALL, WIDE, FULL);

    private static final int ONE_WIDE_OF = 200;
    private static final int ONE_FULL_OF = 5000;
    private static final int FEWEST_FOR_FULL = 100;
    private static final int FEWEST_FOR_WIDE = 10;

    static Size of(String name) {
        return ALL.stream().filter(size -> size.name().equals(name)).findFirst().orElse(SMALL);
    }

    int pages() {
        return (shops + pageSize - 1) / pageSize;
    }

    Duration length() {
        return Duration.ofDays(days);
    }

    /** Calls that the turns take at least. */
    long calls() {
        return length().dividedBy(every) * pages();
    }

    /** How many of so many runs are of this size: a full one takes as long as hundreds of small ones. */
    long of(long runs) {
        if (equals(FULL)) {
            return runs < FEWEST_FOR_FULL ? 0 : Math.max(1, runs / ONE_FULL_OF);
        }
        return equals(WIDE) ? Math.max(runs < FEWEST_FOR_WIDE ? 0 : 1, runs / ONE_WIDE_OF) : runs;
    }
}
