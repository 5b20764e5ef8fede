/** The whole pipeline on this machine without Docker. */
@NullMarked
package io.jststream.local;

import org.jspecify.annotations.NullMarked;
