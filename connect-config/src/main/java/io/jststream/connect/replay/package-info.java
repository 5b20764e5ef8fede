/** A replay as an operator has it: where it is to begin, how far it is, and what the sinks have still to write of it. */
@NullMarked
package io.jststream.connect.replay;

import org.jspecify.annotations.NullMarked;
