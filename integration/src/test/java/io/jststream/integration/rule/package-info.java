/** Rules, and what they say of rows. */
@NullMarked
package io.jststream.integration.rule;

import org.jspecify.annotations.NullMarked;
