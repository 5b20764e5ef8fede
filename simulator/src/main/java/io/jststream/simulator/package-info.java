/** A Jushuitan to run against without credentials. */
@NullMarked
package io.jststream.simulator;

import org.jspecify.annotations.NullMarked;
