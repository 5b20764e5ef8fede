package io.jststream.transformer.replay;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Names the row that a raw record is a version of. Two versions supersede one another only where the mapping takes both. */
@FunctionalInterface
public interface RowKeys {
    /** The key of its row; null where the mapping refuses the record, which then neither supersedes nor is superseded. */
    byte @Nullable [] of(byte @Nullable [] key, byte @Nullable [] value, Headers headers);
}
