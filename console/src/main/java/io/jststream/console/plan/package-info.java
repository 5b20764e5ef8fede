/** What differs between the catalog and what is there, and how it is made the same. */
@NullMarked
package io.jststream.console.plan;

import org.jspecify.annotations.NullMarked;
