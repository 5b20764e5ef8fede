/** Tests of what a running pipeline is asked. */
@NullMarked
package io.jststream.console.live;

import org.jspecify.annotations.NullMarked;
