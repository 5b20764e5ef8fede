/** Tests of the queue of dead letters. */
@NullMarked
package io.jststream.console.dead;

import org.jspecify.annotations.NullMarked;
