package io.jststream.connect.watch;

/**
 * How far a stage has come in its topic, over all partitions.
 *
 * @param committed the sum of the offsets that it has committed: it grows while the stage works
 * @param lag offsets from there to the end of what it may read; 0 when no record waits
 * @param open offsets behind that end, which it may not read before a transaction has ended
 * @param openSeconds how long the same transaction has been open, in the partition where that is longest; 0 where none is
 */
record Progress(long committed, long lag, long open, double openSeconds) {}
