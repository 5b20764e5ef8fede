/** What is there: the parts of the pipeline as an operator finds them. */
@NullMarked
package io.jststream.console.live;

import org.jspecify.annotations.NullMarked;
