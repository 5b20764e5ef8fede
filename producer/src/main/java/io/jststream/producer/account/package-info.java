/** One merchant's credentials and tokens. */
@NullMarked
package io.jststream.producer.account;

import org.jspecify.annotations.NullMarked;
