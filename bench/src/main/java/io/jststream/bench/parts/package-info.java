/** The real parts around a measurement: databases, the sink, and containers as docker-compose.yml has them. */
@NullMarked
package io.jststream.bench.parts;

import org.jspecify.annotations.NullMarked;
