/** Tests of what a catalog needs of the quota. */
@NullMarked
package io.jststream.producer.plan;

import org.jspecify.annotations.NullMarked;
