package io.jststream.integration;

import java.time.Duration;
import java.util.List;

/**
 * Where an integration's records come from.
 *
 * @param api path of the API, which is also its name
 * @param request parameters of {@code biz}, in the order of the catalog
 * @param records dotted path of the list in a response; {@code has_next} stands beside the list
 * @param key fields that identify a record, in the order of the catalog
 * @param read how the API is read
 * @param every time between the starts of two sweeps
 * @param gone when a record that is no longer there counts as deleted
 */
public record Source(
        String api,
        List<RequestField> request,
        String records,
        List<String> key,
        Read read,
        Duration every,
        Gone gone) {
    public Source {
        request = List.copyOf(request);
        key = List.copyOf(key);
    }

    /** One parameter of {@code biz}. */
    public record RequestField(String field, String value) {}

    /** How an API is read. */
    public enum Read {
        /** From page 1 to the last page, each time. */
        SWEEP
    }

    /**
     * When a record that is no longer there counts as deleted.
     *
     * @param afterSweeps consecutive complete sweeps without it, at least 1
     * @param atMostPercent share of the known records that one sweep may find gone, 0 to 100
     */
    public record Gone(int afterSweeps, int atMostPercent) {}

    /** Dotted path of the field that says whether another page follows: {@code has_next}, beside the list of records. */
    public String hasNext() {
        int dot = records.lastIndexOf('.');
        return dot < 0 ? "has_next" : records.substring(0, dot) + ".has_next";
    }
}
