/** What every process of the pipeline has in common: settings, exit codes, logs and the page that says how it is. */
@NullMarked
package io.jststream.service;

import org.jspecify.annotations.NullMarked;
