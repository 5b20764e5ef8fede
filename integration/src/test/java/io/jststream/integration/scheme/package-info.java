/** Schemes that were written for these tests, and what becomes of them. */
@NullMarked
package io.jststream.integration.scheme;

import org.jspecify.annotations.NullMarked;
