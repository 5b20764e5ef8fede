/** Tests of what the page says. */
@NullMarked
package io.jststream.bench.report;

import org.jspecify.annotations.NullMarked;
