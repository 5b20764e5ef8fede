/** Tests of what differs between tables and the catalog. */
@NullMarked
package io.jststream.connect.plan;

import org.jspecify.annotations.NullMarked;
