/** How fast the pipeline is, beside what it could be: each stage measured on its real parts, the report written from that. */
@NullMarked
package io.jststream.bench;

import org.jspecify.annotations.NullMarked;
