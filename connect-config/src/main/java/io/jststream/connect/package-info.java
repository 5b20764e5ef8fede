/** The Connect worker and what must exist before data flows: topics, table, connector. */
@NullMarked
package io.jststream.connect;

import org.jspecify.annotations.NullMarked;
