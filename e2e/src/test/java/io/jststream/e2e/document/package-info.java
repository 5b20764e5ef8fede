/** What stands in documents, scripts and messages, held against what is so. */
@NullMarked
package io.jststream.e2e.document;

import org.jspecify.annotations.NullMarked;
