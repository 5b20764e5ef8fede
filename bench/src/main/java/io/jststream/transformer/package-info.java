/** Measures what only this package can see. */
@NullMarked
package io.jststream.transformer;

import org.jspecify.annotations.NullMarked;
