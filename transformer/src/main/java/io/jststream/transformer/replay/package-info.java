/** What keeps a replay from going through old versions: {@code KafkaReplay} knows whether one is going on, {@code ReadAhead} looks. */
@NullMarked
package io.jststream.transformer.replay;

import org.jspecify.annotations.NullMarked;
