/** What is said of histories that were written for these tests. */
@NullMarked
package io.jststream.console.diff;

import org.jspecify.annotations.NullMarked;
