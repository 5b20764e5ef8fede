/** What every verb of the command line has: what it is given, what it answers, and how it lays out a table. */
@NullMarked
package io.jststream.console.verb;

import org.jspecify.annotations.NullMarked;
