/** One raw record and the rows that are made of it. {@code RecordMapper} is where to begin. */
@NullMarked
package io.jststream.transformer.mapping;

import org.jspecify.annotations.NullMarked;
