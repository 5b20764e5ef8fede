/** Tests of the producer as a whole, and what the tests of its parts share. */
@NullMarked
package io.jststream.producer;

import org.jspecify.annotations.NullMarked;
