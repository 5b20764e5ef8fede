/** Tables of the simulated merchant besides the shops: what an API says about each, and rows that change while they are read. */
@NullMarked
package io.jststream.simulator.table;

import org.jspecify.annotations.NullMarked;
