/** Tests of what is read about the real parts. */
@NullMarked
package io.jststream.bench.parts;

import org.jspecify.annotations.NullMarked;
