/** One value of a record and the column that it is for: templates, conversions and what they refuse. */
@NullMarked
package io.jststream.transformer.column;

import org.jspecify.annotations.NullMarked;
