package io.jststream.console.diff;

import io.jststream.integration.Integration;
import io.jststream.transformer.TrialMapping;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Maps a history twice, with the mapping that runs and with another one, and keeps of each row what either would leave in the
 * table: the last version that it does not refuse. Takes the records in their order; holds every row in memory. Not thread-safe.
 */
public final class MappingDiff {
    private final TrialMapping live;
    private final TrialMapping other;
    private final Map<String, Version> rows = new LinkedHashMap<>();
    private final Map<String, TrialMapping.Result.Refused> refusedLive = new HashMap<>();
    private final Map<String, TrialMapping.Result.Refused> refusedOther = new LinkedHashMap<>();
    private long records;

    public MappingDiff(Integration live, Integration other) {
        this.live = TrialMapping.of(live);
        this.other = TrialMapping.of(other);
    }

    /** A row as each mapping leaves it; null where it leaves none. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content where it matters
    record Version(byte @Nullable [] live, byte @Nullable [] other) {
        static final Version NONE = new Version(null, null);

        /** Most rows are the same: one array is enough for both. */
        Version with(byte @Nullable [] value, boolean ofOther) {
            byte @Nullable [] neighbour = ofOther ? live : other;
            byte @Nullable [] one = Arrays.equals(value, neighbour) ? neighbour : value;
            return ofOther ? new Version(live, one) : new Version(one, other);
        }
    }

    /** A record of the raw topic. */
    public void take(ConsumerRecord<byte[], byte[]> raw) {
        records++;
        take(raw.key(), raw.value(), raw.headers(), live, refusedLive, false);
        take(raw.key(), raw.value(), raw.headers(), other, refusedOther, true);
    }

    private void take(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            TrialMapping mapping,
            Map<String, TrialMapping.Result.Refused> refused,
            boolean ofOther) {
        String rawKey = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        TrialMapping.Result result = mapping.map(key, value, headers);
        if (result instanceof TrialMapping.Result.Refused dead) {
            refused.put(rawKey, dead);
        } else if (result instanceof TrialMapping.Result.Row row) {
            refused.remove(rawKey);
            rows.merge(
                    new String(row.key(), StandardCharsets.UTF_8),
                    Version.NONE.with(row.value(), ofOther),
                    (before, unused) -> before.with(row.value(), ofOther));
        }
    }

    Map<String, Version> rows() {
        return rows;
    }

    /** Keys of raw records whose last version the running mapping refuses, and why. */
    Map<String, TrialMapping.Result.Refused> refusedLive() {
        return refusedLive;
    }

    /** The same of the other mapping. */
    Map<String, TrialMapping.Result.Refused> refusedOther() {
        return refusedOther;
    }

    long records() {
        return records;
    }
}
