/** What differs between the catalog and what is there: the words for all of it, and how tables are compared. */
@NullMarked
package io.jststream.connect.plan;

import org.jspecify.annotations.NullMarked;
