/** Tests of the tables. */
@NullMarked
package io.jststream.simulator.table;

import org.jspecify.annotations.NullMarked;
