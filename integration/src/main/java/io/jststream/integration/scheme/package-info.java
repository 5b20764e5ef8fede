/** Carries a scheme of 轻易云 over: its metadata of a source and a target becomes a file of the catalog. */
@NullMarked
package io.jststream.integration.scheme;

import org.jspecify.annotations.NullMarked;
