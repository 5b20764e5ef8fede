/** Tests of how figures are made. */
@NullMarked
package io.jststream.bench.measure;

import org.jspecify.annotations.NullMarked;
