/** Tests of what differs, and of how it is made the same. */
@NullMarked
package io.jststream.console.plan;

import org.jspecify.annotations.NullMarked;
