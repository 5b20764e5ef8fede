package io.jststream.console.diff;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.transformer.mapping.TrialMapping;
import io.jststream.transformer.mapping.TrialMapping.Result;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two mappings leave of one partition's records: each the last version that it does not refuse. One reading finds
 * these versions, a second one maps them. Where the mappings take different versions of a record, the earlier one is held until the
 * later one comes: a bounded number of them, and the rest in further readings. Not thread-safe.
 */
final class PartitionDiff {
    private static final byte[] NO_KEY = {};

    private final TrialMapping live;
    private final TrialMapping other;
    private final DiffReport report;
    private final int mostHeld;
    private final AcceptedVersions versions = new AcceptedVersions();
    private final Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> held = new HashMap<>();
    private int reading;
    private long apart;
    private long met;
    private long expected;
    private long compared;

    PartitionDiff(TrialMapping live, TrialMapping other, DiffReport report, int mostHeld) {
        this.live = live;
        this.other = other;
        this.report = report;
        this.mostHeld = mostHeld;
    }

    void take(RawPartition partition) {
        partition.read(this::find);
        do {
            apart = 0;
            partition.read(this::compare);
            reading++;
        } while (compared < expected && apart > (long) reading * mostHeld);
        if (met != versions.records() || compared != expected) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the raw topic was compacted while it was read: of " + versions.records()
                            + " records of a partition the last version was there twice of " + met + "; try again");
        }
    }

    private void find(ConsumerRecord<byte[], byte[]> raw) {
        report.countVersion();
        versions.note(key(raw), raw.offset(), row(raw, live) != null, row(raw, other) != null);
    }

    /** What was written meanwhile stands behind every place that was found, and is none of them. */
    private void compare(ConsumerRecord<byte[], byte[]> raw) {
        AcceptedVersions.Places places = versions.of(key(raw));
        long offset = raw.offset();
        if (reading == 0 && offset == places.last()) {
            met++;
            expected += places.anywhere() ? 1 : 0;
            compareRefusals(raw, places);
        }
        if (places.apart()) {
            compareApart(raw, places);
        } else if (reading == 0 && offset == places.later()) {
            compared++;
            report.compare(
                    offset == places.live() ? row(raw, live) : null, offset == places.other() ? row(raw, other) : null);
        }
    }

    private void compareRefusals(ConsumerRecord<byte[], byte[]> raw, AcceptedVersions.Places places) {
        if (places.live() != places.last()) {
            report.refusedNow();
        }
        if (places.other() != places.last()
                && other.map(raw.key(), raw.value(), raw.headers()) instanceof Result.Refused refused) {
            report.refusedThen(raw.key(), refused, places.live() == places.last());
        }
    }

    private void compareApart(ConsumerRecord<byte[], byte[]> raw, AcceptedVersions.Places places) {
        ByteBuffer key = ByteBuffer.wrap(key(raw));
        if (raw.offset() == places.earlier()) {
            if (apart++ / mostHeld == reading) {
                held.put(key, raw);
            }
        } else if (raw.offset() == places.later()) {
            ConsumerRecord<byte[], byte[]> earlier = held.remove(key);
            if (earlier != null) {
                compared++;
                boolean liveIsEarlier = places.live() < places.other();
                report.compare(row(liveIsEarlier ? earlier : raw, live), row(liveIsEarlier ? raw : earlier, other));
            }
        }
    }

    private static Result.@Nullable Row row(ConsumerRecord<byte[], byte[]> raw, TrialMapping mapping) {
        return mapping.map(raw.key(), raw.value(), raw.headers()) instanceof Result.Row row ? row : null;
    }

    private static byte[] key(ConsumerRecord<byte[], byte[]> raw) {
        return raw.key() == null ? NO_KEY : raw.key();
    }
}
