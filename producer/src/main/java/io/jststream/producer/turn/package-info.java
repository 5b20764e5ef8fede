/** What a turn of an integration comes to: its outcome, its report, and what is made of reports. */
@NullMarked
package io.jststream.producer.turn;

import org.jspecify.annotations.NullMarked;
