package io.jststream.integration;

import java.util.Map;
import java.util.Optional;

/**
 * Parameters that say of which of a record's times a window is: of its change, or of an order's date, of the sending, of the
 * creation. No later window of another time than that of the change shows what changes afterwards (API: catalogue of the query
 * endpoints; A.6, A.7, A.13, A.15, A.16, A.18, A.21 to A.23, A.26, A.27).
 */
public final class ChangeTime {
    /** The value of each that is the time of the change. */
    private static final Map<String, String> OF_THE_CHANGE = Map.of("date_type", "0", "date_field", "modified");

    /** APIs that take another time where nothing is said: the time of the sending (API: A.16). */
    private static final Map<String, String> NEEDED = Map.of("/open/logistic/query", "date_type");

    private ChangeTime() {}

    /** The value that the parameter has to have beside a window; empty where it does not say which time is meant. */
    public static Optional<String> required(String parameter) {
        return Optional.ofNullable(OF_THE_CHANGE.get(parameter));
    }

    /** Whether the parameter, with this value, makes it another time. */
    public static boolean isAnother(String parameter, String value) {
        return required(parameter).filter(required -> !required.equals(value)).isPresent();
    }

    /** The parameter without which a window of this API is one of another time. */
    public static Optional<String> neededBy(String api) {
        return Optional.ofNullable(NEEDED.get(api));
    }
}
