package io.jststream.connect.watch;

/**
 * How far a stage has come in its topic, over all partitions.
 *
 * @param committed the sum of the offsets that it has committed: it grows while the stage works
 * @param lag offsets from there to the end of what it may read; 0 when no record waits
 */
record Progress(long committed, long lag) {}
