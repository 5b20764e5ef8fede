package io.jststream.simulator;

import java.time.Instant;

/** One change to the shops. */
public record ShopChange(Instant at, long shopId, String what) {}
