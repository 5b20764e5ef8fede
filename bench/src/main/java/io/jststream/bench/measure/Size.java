package io.jststream.bench.measure;

/**
 * How much a run measures.
 *
 * @param records rows that the sink is given in one turn
 * @param mapped records that the transformer is given in one turn
 * @param replayed rows that a replay makes anew in one turn
 * @param replaced rows that are written one by one, the slowest way there is
 * @param swept shops that the producer reads
 * @param history rows that are mapped again while the latency of a change is measured
 * @param grown rows of the largest table of those that grow
 * @param liveSweeps sweeps of one page for the latency of a change
 * @param rounds rounds that count; one before them warms up
 * @param quick whether all of it is to take five minutes
 */
public record Size(
        int records,
        int mapped,
        int replayed,
        int replaced,
        int swept,
        int history,
        int grown,
        int liveSweeps,
        int rounds,
        boolean quick) {
    /** What the producer and the sink work on in any case: the seed of the simulator's shops. */
    public static final int SEED = 20261101;

    /** All of it in five minutes. */
    public static Size quickly(int grown) {
        return new Size(30_000, 200_000, 60_000, 1_000, 5_000, 60_000, grown, 10, 1, true);
    }

    /** So much that figures can be relied on; most sizes follow from the number of records. */
    public static Size of(int records, int rounds, int grown) {
        return new Size(
                records,
                5 * records,
                5 * records,
                Math.max(2_000, records / 40),
                Math.max(10_000, records / 10),
                5 * records,
                grown,
                150,
                rounds,
                false);
    }
}
