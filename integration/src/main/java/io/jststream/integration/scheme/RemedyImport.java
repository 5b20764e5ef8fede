package io.jststream.integration.scheme;

import io.jststream.integration.Cron;
import java.util.List;
import java.util.OptionalInt;

/** Makes a repair of what caught up with the records that a scheme missed: {@code omissionRemedy}. */
record RemedyImport(SchemeJson source, Notes notes) {
    private static final String NO_TIMES = "a reading of everything needs no times";

    /**
     * What caught up with missed records; the days that it went back.
     *
     * @param moves whether a sweep asks for a part that moves with time
     * @param fixed whether each sweep asks for the same range, a repair too
     */
    OptionalInt read(boolean moves, boolean fixed, List<String> lines) {
        if (!source.root().path("omissionRemedy").isObject()) {
            return OptionalInt.empty();
        }
        SchemeJson remedy =
                new SchemeJson(source.key("omissionRemedy"), source.root().path("omissionRemedy"));
        repair(remedy, moves, lines);
        OptionalInt days = OptionalInt.empty();
        for (SchemeField field : remedy.fields("takeOverRequest")) {
            OptionalInt ago = ReadingImport.daysAgo(field.value());
            days = OptionalInt.of(Math.max(days.orElse(0), ago.orElse(0)));
            String key = remedy.key("takeOverRequest", field.field());
            if (fixed) {
                notes.notSupported(
                        key,
                        "a repair asks with the times of request, as each turn does: widen them there if it has to");
            } else {
                notes.replaced(
                        key,
                        ago.isPresent() ? "a repair goes back as far as history, or over the whole list" : NO_TIMES);
            }
        }
        if (!remedy.text("adapter").isEmpty()) {
            notes.notNeeded(remedy.key("adapter"), "a class of the platform");
        }
        return days;
    }

    private void repair(SchemeJson remedy, boolean moves, List<String> lines) {
        String crontab = remedy.text("crontab");
        try {
            lines.add("repair: \"" + Cron.of(crontab).text() + "\"");
            notes.replaced(
                    remedy.key("crontab"),
                    "repair reads at these times what the topic may lack; "
                            + (moves
                                    ? "usual turns can miss rows"
                                    : "usual turns miss nothing of what they ask for, and a repair reads all of it again, so once a"
                                            + " night is enough"));
        } catch (IllegalArgumentException e) {
            notes.notSupported(
                    remedy.key("crontab"),
                    "'" + crontab + "' is no cron expression of five fields: "
                            + "write repair: \"0 3 * * *\" for every night");
        }
    }
}
