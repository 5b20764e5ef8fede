/** The operator's side: the verbs of the command line. */
@NullMarked
package io.jststream.console;

import org.jspecify.annotations.NullMarked;
