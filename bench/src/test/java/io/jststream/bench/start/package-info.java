/** Tests of what is asked of programs that run. */
@NullMarked
package io.jststream.bench.start;

import org.jspecify.annotations.NullMarked;
