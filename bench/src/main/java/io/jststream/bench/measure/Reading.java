package io.jststream.bench.measure;

/** What one turn of a contender came to: records, the time that they took, and the processor time of everyone meanwhile. */
public record Reading(long records, double seconds, CpuTime cpu) {
    /** Records a second. */
    public double rate() {
        return records / seconds;
    }

    /** Cores that were busy, with everything on this machine that takes part. */
    double cores() {
        return cpu.total() / seconds;
    }
}
