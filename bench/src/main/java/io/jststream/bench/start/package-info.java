/** The pipeline's programs as processes of their own, as their images start them: how soon they work, and in how much memory. */
@NullMarked
package io.jststream.bench.start;

import org.jspecify.annotations.NullMarked;
