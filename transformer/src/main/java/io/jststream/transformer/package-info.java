/** Raw topic to typed topic and dead letters. */
@NullMarked
package io.jststream.transformer;

import org.jspecify.annotations.NullMarked;
