/** The catalog files of the tests, right ones and broken ones. */
@NullMarked
package io.jststream.integration.catalog;

import org.jspecify.annotations.NullMarked;
