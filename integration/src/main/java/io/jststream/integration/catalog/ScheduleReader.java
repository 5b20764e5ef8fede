package io.jststream.integration.catalog;

import io.jststream.integration.Cron;
import io.jststream.integration.Schedule;
import io.jststream.service.Settings;
import java.time.Duration;
import java.util.Optional;

/** Reads when an integration is read: a duration, or a line of cron. */
final class ScheduleReader {
    static final String EXPECTED = "a duration such as 5m, or a cron expression such as \"0 8-20 * * *\"";

    private static final String CRON = "five fields of a cron expression (minute hour day month weekday, Beijing time)";

    private ScheduleReader() {}

    /** A word is a duration; several words can only be meant for cron. */
    static Optional<Schedule> read(YamlNode node) {
        if (node.written().filter(text -> text.strip().contains(" ")).isPresent()) {
            return cron(node).map(cron -> cron);
        }
        return node.as(
                "a duration of at least 1s, such as 30s, 5m or 2h, or " + CRON + " such as \"0 8-20 * * *\"",
                text -> duration(text).map(Schedule.Every::new).orElse(null));
    }

    static Optional<Cron> cron(YamlNode node) {
        Optional<String> text = node.text();
        try {
            return text.map(Cron::of);
        } catch (IllegalArgumentException e) {
            node.expected(CRON + " such as \"0 3 * * *\", every day at 03:00: "
                    + String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", ""));
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String text) {
        return Settings.parseDuration(text).filter(every -> every.compareTo(Duration.ofSeconds(1)) >= 0);
    }
}
