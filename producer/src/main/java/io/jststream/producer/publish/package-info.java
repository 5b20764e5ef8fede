/** What has been published, and how a page gets into the raw topic. */
@NullMarked
package io.jststream.producer.publish;

import org.jspecify.annotations.NullMarked;
