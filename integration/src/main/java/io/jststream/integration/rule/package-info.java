/** Rules for rows: what a column's value has to be, and conditions over several columns. Compiled when the catalog is loaded. */
@NullMarked
package io.jststream.integration.rule;

import org.jspecify.annotations.NullMarked;
