/** What alerts need to know and no service says by itself: how far each stage is behind, whether the table's database answers, how much room disks have. */
@NullMarked
package io.jststream.connect.watch;

import org.jspecify.annotations.NullMarked;
