/** Turns that read what has changed, from where the last one ended. */
@NullMarked
package io.jststream.producer.increment;

import org.jspecify.annotations.NullMarked;
