/** The producer against the simulator on virtual time: months in seconds, everything that can go wrong, and what must hold. */
@NullMarked
package io.jststream.e2e.simulation;

import org.jspecify.annotations.NullMarked;
