/** What the tests of the whole are made of: the house and its files, topics, tables, processes that can be killed. */
@NullMarked
package io.jststream.e2e.tool;

import org.jspecify.annotations.NullMarked;
