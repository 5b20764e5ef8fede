package io.jststream.integration;

import io.jststream.service.Settings;

/** Names of the consumer groups by which Kafka remembers how far the stages are. */
public final class Groups {
    /** The transformer's, where no setting gives it another one. */
    public static final String TRANSFORMER = "jst-transformer";

    private Groups() {}

    /** The transformer's, as the settings have it. */
    public static String transformer(Settings settings) {
        return settings.streams().getProperty("application.id", TRANSFORMER);
    }

    /** The group that remembers where a replay begins and how far it is; it has no members. */
    public static String replayOf(String transformer) {
        return transformer + ".replay";
    }
}
