/** Dead letters as a queue: what is open, what was decided, and how letters are sent through the mapping once more. */
@NullMarked
package io.jststream.console.dead;

import org.jspecify.annotations.NullMarked;
