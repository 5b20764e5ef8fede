/** Stages behind one another: the way of a change, all of the history mapped again, and tables that grow. */
@NullMarked
package io.jststream.bench.pipeline;

import org.jspecify.annotations.NullMarked;
