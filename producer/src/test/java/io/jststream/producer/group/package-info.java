/** Tests of how accounts are shared. */
@NullMarked
package io.jststream.producer.group;

import org.jspecify.annotations.NullMarked;
