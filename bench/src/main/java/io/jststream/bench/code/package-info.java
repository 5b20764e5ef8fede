/** Our own code without Kafka, and the records that it is measured on. */
@NullMarked
package io.jststream.bench.code;

import org.jspecify.annotations.NullMarked;
