@NullMarked
package io.jststream.connect.replay;

import org.jspecify.annotations.NullMarked;
