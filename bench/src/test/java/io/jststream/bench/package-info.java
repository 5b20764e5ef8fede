/** Tests of how figures are made. */
@NullMarked
package io.jststream.bench;

import org.jspecify.annotations.NullMarked;
