package io.jststream.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a value that does not fit its column. The label stands in the catalog and in a metric, so it is a contract. */
public enum OnMisfit {
    /** The record is a dead letter. */
    REJECT,
    /** The column is NULL. */
    NULL,
    /** What is too long or too fine is cut; what cannot be cut is rejected. */
    TRUNCATE;

    /** The name in the catalog. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(OnMisfit::label).toList();
    }

    public static Optional<OnMisfit> parse(String text) {
        return Arrays.stream(values())
                .filter(onMisfit -> onMisfit.label().equals(text))
                .findFirst();
    }
}
