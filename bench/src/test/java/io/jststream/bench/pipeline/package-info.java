/** Tests of what is measured of the whole pipeline. */
@NullMarked
package io.jststream.bench.pipeline;

import org.jspecify.annotations.NullMarked;
