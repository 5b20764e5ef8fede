/** Measures what only this package can see. */
@NullMarked
package io.jststream.producer.publish;

import org.jspecify.annotations.NullMarked;
