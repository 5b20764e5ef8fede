/** Reads the catalog and says what it means: topics, typed schema, table, connector. */
@NullMarked
package io.jststream.integration;

import org.jspecify.annotations.NullMarked;
