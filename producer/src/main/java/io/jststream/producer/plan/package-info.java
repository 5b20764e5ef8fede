/** What a catalog needs of the API's quota, said before it is read. */
@NullMarked
package io.jststream.producer.plan;

import org.jspecify.annotations.NullMarked;
