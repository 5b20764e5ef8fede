package io.jststream.producer.api;

import java.time.Duration;
import java.util.Locale;

/** The two limits of the API on how many calls may be made, each over the time that it counts them in. */
public enum Limit {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1));

    private final Duration window;

    Limit(Duration window) {
        this.window = window;
    }

    Duration window() {
        return window;
    }

    /** Its name in metrics and logs. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
