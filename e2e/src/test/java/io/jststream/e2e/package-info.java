/** Tests of the whole: the pipeline from end to end, the arrows between the rooms, the documentation. */
@NullMarked
package io.jststream.e2e;

import org.jspecify.annotations.NullMarked;
