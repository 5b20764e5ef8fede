/** Topics of any size: what they hold, when it can be seen, and who has read it. */
@NullMarked
package io.jststream.bench.topic;

import org.jspecify.annotations.NullMarked;
