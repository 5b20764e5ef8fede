/** Tests of the benchmarks' page. */
@NullMarked
package io.jststream.bench;

import org.jspecify.annotations.NullMarked;
