/**
 * Raw topic to typed topic and dead letters. {@code TopologyBuilder} is the flow, {@code RecordMapper} what happens to one record.
 */
@NullMarked
package io.jststream.transformer;

import org.jspecify.annotations.NullMarked;
