/** Instances of the producer share the accounts among themselves, by Kafka's group protocol. */
@NullMarked
package io.jststream.producer.group;

import org.jspecify.annotations.NullMarked;
