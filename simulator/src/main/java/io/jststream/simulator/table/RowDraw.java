package io.jststream.simulator.table;

import java.util.SplittableRandom;

/** What the fields of one row are drawn from: always the same for the same row in the same revision. Not thread-safe. */
final class RowDraw {
    private final RowVersion version;
    private final int line;
    private final SplittableRandom random;
    private final RowDraw lasting;
    private final RowDraw changing;

    /**
     * @param seed the table's seed
     * @param line number of the line within the row, from 1; 0 for the row itself
     */
    RowDraw(RowVersion version, int line, long seed) {
        long row = (seed * 31 + version.number()) * 31 + line;
        this.version = version;
        this.line = line;
        this.random = new SplittableRandom(row);
        this.lasting = this;
        this.changing = new RowDraw(this, new SplittableRandom(row * 31 + version.revision() + 1));
    }

    private RowDraw(RowDraw lasting, SplittableRandom random) {
        this.version = lasting.version;
        this.line = lasting.line;
        this.random = random;
        this.lasting = lasting;
        this.changing = this;
    }

    /** Draws what stays as it is whatever becomes of the row. */
    RowDraw lasting() {
        return lasting;
    }

    /** Draws what is another with each change of the row. */
    RowDraw changing() {
        return changing;
    }

    RowVersion version() {
        return version;
    }

    int line() {
        return line;
    }

    /** A number from 0 to below that one. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number of a range such as {@code 1..99}, both ends included. */
    long within(String range) {
        int dots = range.indexOf("..");
        return random.nextLong(Long.parseLong(range.substring(0, dots)), Long.parseLong(range.substring(dots + 2)) + 1);
    }
}
