/** How much is measured, and how: contenders that take turns, the processor time of everyone, and where threads spend it. */
@NullMarked
package io.jststream.bench.measure;

import org.jspecify.annotations.NullMarked;
