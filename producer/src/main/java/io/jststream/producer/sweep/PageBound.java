package io.jststream.producer.sweep;

/** How many pages a list can plausibly have: a server that never says that a page is the last is not read for ever. */
final class PageBound {
    /** Where nothing is known yet: a million records at 100 a page. */
    static final int UNKNOWN = 10_000;

    private static final int FEWEST = 1_000;
    /** A list may have grown so much since the last sweep. What was read of a longer one is known, so the next reading gets further. */
    private static final int GROWTH = 10;

    private PageBound() {}

    static int of(int known, int pageSize) {
        return known == 0 ? UNKNOWN : Math.max(FEWEST, GROWTH * (1 + known / pageSize));
    }
}
