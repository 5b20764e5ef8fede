/** Turns that read what has changed, from where the last one ended; and what any way of reading asks for first. */
@NullMarked
package io.jststream.producer.increment;

import org.jspecify.annotations.NullMarked;
