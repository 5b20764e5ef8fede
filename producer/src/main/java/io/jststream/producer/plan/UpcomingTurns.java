package io.jststream.producer.plan;

import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The next turns of integrations that are read at times of the day: whoever writes a cron expression sees what it means. */
public final class UpcomingTurns {
    private static final int TURNS = 3;

    private UpcomingTurns() {}

    /** A line for each cron expression of the catalog; none where there is none. */
    public static List<String> of(List<Integration> catalog, Instant now) {
        List<String> lines = new ArrayList<>();
        for (Integration integration : catalog) {
            if (integration.source().schedule() instanceof Cron cron) {
                lines.add(line(integration, "every", cron, now));
            }
            integration.source().repair().ifPresent(cron -> lines.add(line(integration, "repair", cron, now)));
        }
        return lines;
    }

    private static String line(Integration integration, String key, Cron cron, Instant now) {
        return integration.name() + ": " + key + " \"" + cron.text() + "\" is next due at "
                + String.join(", ", cron.upcoming(now, TURNS)) + " (Beijing time)";
    }
}
