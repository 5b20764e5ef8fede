@NullMarked
package io.jststream.connect.watch;

import org.jspecify.annotations.NullMarked;
