package io.jststream.e2e.simulation;

import java.util.Random;

/** Decides at each call of a process to the world outside, before it and after it, whether the process dies there. */
final class Fate {
    /** In a crash loop a process dies within so many points. */
    private static final int SOON = 40;

    private final Random random;
    private final double risk;
    private int left = Integer.MAX_VALUE;
    private boolean quiet;

    /** The end of a process that nobody catches. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        private Crash(String point) {
            super(point, null, false, false);
        }
    }

    /** @param risk of each point */
    Fate(long seed, double risk) {
        this.random = new Random(seed);
        this.risk = risk;
    }

    void point(String name) {
        if (!quiet && (--left == 0 || random.nextDouble() < risk)) {
            throw new Crash(name);
        }
    }

    /** The next process begins; after a crash it may be one of a loop of crashes. */
    void begin(boolean afterCrash) {
        left = afterCrash && random.nextInt(3) == 0 ? 1 + random.nextInt(SOON) : Integer.MAX_VALUE;
    }

    /** Nobody dies any more. */
    void relent() {
        quiet = true;
    }
}
