/** Tests of what must exist before data flows. */
@NullMarked
package io.jststream.connect;

import org.jspecify.annotations.NullMarked;
