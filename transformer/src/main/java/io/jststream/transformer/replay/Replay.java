package io.jststream.transformer.replay;

import org.apache.kafka.common.TopicPartition;

/** Tells which raw records are not worth mapping again, so that in a replay the table never goes back to an older version of a row. */
@FunctionalInterface
public interface Replay {
    /** Maps everything: no replay is going on. */
    Replay NONE = (raw, rows) -> Superseded.NONE;

    /** What to leave out of a partition from its committed position on; takes time while a replay is going on, and only then. */
    Superseded superseded(TopicPartition raw, RowKeys rows);
}
