/** The sink as a plug-in of Kafka Connect, which knows nothing of the rest of the house. {@code MySqlSinkTask} is where to begin. */
@NullMarked
package io.jststream.sink;

import org.jspecify.annotations.NullMarked;
