package io.jststream.simulator;

/**
 * How a list has moved since the page before was read.
 *
 * @param rows rows by which it has moved down; negative for up
 * @param pages pages by which the answer is behind what was asked for
 */
record Move(int rows, int pages) {
    static final Move NONE = new Move(0, 0);

    static Move of(Misbehaviour kind) {
        return switch (kind) {
            case DUPLICATED_ROWS -> new Move(1, 0);
            case SKIPPED_ROWS -> new Move(-1, 0);
            case REPEATED_PAGE, PAGE_INDEX_STUCK -> new Move(0, 1);
            default -> NONE;
        };
    }
}
