/** A real broker, a real Connect worker and a real database, run from this JVM on one machine without Docker. */
@NullMarked
package io.jststream.local.embedded;

import org.jspecify.annotations.NullMarked;
