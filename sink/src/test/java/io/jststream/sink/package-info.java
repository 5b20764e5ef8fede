@NullMarked
package io.jststream.sink;

import org.jspecify.annotations.NullMarked;
