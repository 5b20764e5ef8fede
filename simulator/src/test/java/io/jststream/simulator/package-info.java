/** Tests of the simulated Jushuitan. */
@NullMarked
package io.jststream.simulator;

import org.jspecify.annotations.NullMarked;
