/** Expressions, and what they make of records. */
@NullMarked
package io.jststream.integration.expression;

import org.jspecify.annotations.NullMarked;
