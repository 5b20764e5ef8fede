/** Tests of what the catalog means. */
@NullMarked
package io.jststream.integration;

import org.jspecify.annotations.NullMarked;
