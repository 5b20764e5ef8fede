package io.jststream.console.diff;

import io.jststream.transformer.replay.LastVersions;

/** Of each record of a partition the last version that either mapping takes, in about 70 bytes a record. Not thread-safe. */
final class AcceptedVersions {
    private final LastVersions live = new LastVersions();
    private final LastVersions other = new LastVersions();
    private final LastVersions refused = new LastVersions();
    private long records;

    /**
     * Offsets, {@link LastVersions#NONE} where there is none.
     *
     * @param live the last version that the running mapping takes
     * @param other the last version that the other mapping takes
     * @param last the last one, whether or not anybody takes it
     */
    record Places(long live, long other, long last) {
        /** Whether there is anything in a table of it. */
        boolean anywhere() {
            return later() != LastVersions.NONE;
        }

        /** Whether the mappings take different versions. */
        boolean apart() {
            return live != other && earlier() != LastVersions.NONE;
        }

        /** The earlier one of what the mappings take. */
        long earlier() {
            return Math.min(live, other);
        }

        /** The later one of what the mappings take. */
        long later() {
            return Math.max(live, other);
        }
    }

    /** Notes the next version of a record. */
    void note(byte[] key, long offset, boolean byLive, boolean byOther) {
        if (of(key).last() == LastVersions.NONE) {
            records++;
        }
        if (byLive) {
            live.note(key, offset);
        }
        if (byOther) {
            other.note(key, offset);
        }
        if (!byLive || !byOther) {
            refused.note(key, offset);
        }
    }

    Places of(byte[] key) {
        long ofLive = live.of(key);
        long ofOther = other.of(key);
        return new Places(ofLive, ofOther, Math.max(refused.of(key), Math.max(ofLive, ofOther)));
    }

    /** How many records, each with all its versions. */
    long records() {
        return records;
    }
}
