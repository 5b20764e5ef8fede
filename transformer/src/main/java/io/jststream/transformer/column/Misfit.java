package io.jststream.transformer.column;

import io.jststream.integration.OnMisfit;

/** A value that did not fit its column, and what was done about it. Said with the record, so that the mapping stays a pure function. */
public record Misfit(String field, OnMisfit done) {}
