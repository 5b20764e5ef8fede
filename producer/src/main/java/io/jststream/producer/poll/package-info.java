/** When an integration has its turns, one after another. */
@NullMarked
package io.jststream.producer.poll;

import org.jspecify.annotations.NullMarked;
