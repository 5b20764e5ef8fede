/** API to raw topic. */
@NullMarked
package io.jststream.producer;

import org.jspecify.annotations.NullMarked;
