/** A column's value as an expression of CEL: compiled when the catalog is loaded, bounded in steps and size, without a clock or any other way out. */
@NullMarked
package io.jststream.integration.expression;

import org.jspecify.annotations.NullMarked;
