/** Reads the catalog: files of YAML, and what is wrong in them, said with line and column. {@code Catalog} is where to begin. */
@NullMarked
package io.jststream.integration.catalog;

import org.jspecify.annotations.NullMarked;
