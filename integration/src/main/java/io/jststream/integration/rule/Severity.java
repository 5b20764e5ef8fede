package io.jststream.integration.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a record that breaks a rule. The label stands in the catalog, so it is a contract. */
public enum Severity {
    /** The record is a dead letter. */
    REJECT,
    /** The row is written as it is, and the breach is counted. */
    WARN;

    /** The name in the catalog. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Severity::label).toList();
    }

    /** The one of this name. */
    public static Optional<Severity> parse(String text) {
        return Arrays.stream(values())
                .filter(severity -> severity.label().equals(text))
                .findFirst();
    }
}
