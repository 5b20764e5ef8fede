/** One call of the API: signed, paced, judged, tried again. */
@NullMarked
package io.jststream.producer.api;

import org.jspecify.annotations.NullMarked;
