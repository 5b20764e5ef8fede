/** One stage of the pipeline alone, the producer, the transformer or the sink, beside what it could be. */
@NullMarked
package io.jststream.bench.stage;

import org.jspecify.annotations.NullMarked;
