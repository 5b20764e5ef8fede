/** Which rows another mapping would make of the records that are there. */
@NullMarked
package io.jststream.console.diff;

import org.jspecify.annotations.NullMarked;
