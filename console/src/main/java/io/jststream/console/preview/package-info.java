/** What the mapping would make of raw records, before it is so. */
@NullMarked
package io.jststream.console.preview;

import org.jspecify.annotations.NullMarked;
