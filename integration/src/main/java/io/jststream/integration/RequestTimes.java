package io.jststream.integration;

import java.time.Instant;

/**
 * What the times in a request stand for, the same for all pages of one reading.
 *
 * @param now {@code CURRENT_TIME}: when the reading began
 * @param lastSync {@code LAST_SYNC_TIME}: up to where all has been read before, less the overlap
 */
public record RequestTimes(Instant now, Instant lastSync) {}
