/** The pipeline as containers, and what is done to them. */
@NullMarked
package io.jststream.e2e.docker;

import org.jspecify.annotations.NullMarked;
