package io.jststream.bench;

/** What one turn of a contender came to: records, the time that they took, and the processor time of everyone meanwhile. */
record Reading(long records, double seconds, CpuTime cpu) {
    double rate() {
        return records / seconds;
    }

    /** Cores that were busy, with everything on this machine that takes part. */
    double cores() {
        return cpu.total() / seconds;
    }
}
