/** Tests of what every process has in common. */
@NullMarked
package io.jststream.service;

import org.jspecify.annotations.NullMarked;
