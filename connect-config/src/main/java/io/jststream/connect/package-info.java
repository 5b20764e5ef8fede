/** The Connect worker, and what must exist before data flows: topics, tables, connectors. */
@NullMarked
package io.jststream.connect;

import org.jspecify.annotations.NullMarked;
