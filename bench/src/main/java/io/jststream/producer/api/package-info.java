/** Measures what only this package can see. */
@NullMarked
package io.jststream.producer.api;

import org.jspecify.annotations.NullMarked;
