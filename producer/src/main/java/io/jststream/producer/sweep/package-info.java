/** Reading an API from page 1 to the last page, again and again. */
@NullMarked
package io.jststream.producer.sweep;

import org.jspecify.annotations.NullMarked;
