/** Replays: {@code KafkaReplay} knows whether one is going on, a {@code PartitionReplay} maps the history of a partition again. */
@NullMarked
package io.jststream.transformer.replay;

import org.jspecify.annotations.NullMarked;
