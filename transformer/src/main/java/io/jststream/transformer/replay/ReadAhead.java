package io.jststream.transformer.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a range of a partition once, to find the records in it that a later one supersedes. */
final class ReadAhead {
    private final RowKeys rows;
    private LastVersions last = new LastVersions();
    private Superseded superseded = new Superseded();

    ReadAhead(RowKeys rows) {
        this.rows = rows;
    }

    /** Takes the next record of the range. */
    void take(ConsumerRecord<byte[], byte[]> raw) {
        byte[] row = rows.of(raw.key(), raw.value(), raw.headers());
        if (row != null) {
            long before = last.replace(row, raw.offset());
            if (before != LastVersions.NONE) {
                superseded.add(before);
            }
        }
    }

    /** What is superseded, once the range has been read; what was needed to find it is not kept. */
    Superseded superseded() {
        Superseded found = superseded;
        superseded = new Superseded();
        last = new LastVersions();
        return found;
    }
}
