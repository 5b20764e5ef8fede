/** What the stages have to say, put together on one page. */
@NullMarked
package io.jststream.bench.report;

import org.jspecify.annotations.NullMarked;
