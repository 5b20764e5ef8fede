package io.jststream.integration.scheme;

import io.jststream.integration.RequestValue;
import io.jststream.integration.Source;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides how an API is read instead of by a scheme's times, and says why these missed records. */
record ReadingImport(SchemeJson source, Optional<Source> known, List<String> key, Notes notes) {
    private static final Pattern DAYS_AGO = Pattern.compile(".*DAYS_AGO_(\\d{1,3})\\b.*");
    private static final int LONGEST_WINDOW = 7;
    private static final int HISTORY = 365;

    /** Whether the API is read as a whole each time, because it has no row version and no window of time that are known. */
    boolean sweeps(Optional<String> rowversion, List<SchemeField> window) {
        return rowversion.isEmpty()
                && window.isEmpty()
                && known.map(Source::read)
                        .filter(read -> !(read instanceof Read.Sweep))
                        .isEmpty();
    }

    /**
     * The parameter of the row version by which changes are asked for: the scheme's, or that of the delivered file where nobody
     * asked for a window, or where one could not be read.
     */
    Optional<String> version(Optional<String> rowversion, List<SchemeField> window) {
        return rowversion.or(() -> known.filter(api -> window.isEmpty() || !KnownApis.counts(api))
                .flatMap(api -> usualVersion(api.read())));
    }

    private static Optional<String> usualVersion(Read read) {
        return read instanceof Read.Rowversion way ? Optional.of(way.parameter()) : Optional.empty();
    }

    /**
     * The lines of the source.
     *
     * @param times other parameters whose values move with time
     */
    List<String> lines(Optional<String> rowversion, List<SchemeField> window, Map<String, String> times) {
        List<String> lines = new ArrayList<>();
        Optional<String> version = version(rowversion, window);
        Optional<Read> usual = known.map(Source::read);
        boolean moves = !times.isEmpty() && sweeps(rowversion, window);
        OptionalInt days = new RemedyImport(source, notes)
                .read(moves, moves && sinceLastSync(times).isEmpty(), lines);
        if (!moves) {
            times.forEach(this::leaveOut);
        }
        if (version.isPresent()) {
            if (rowversion.isEmpty() && !window.isEmpty()) {
                warnOfWindow();
            }
            lines.addAll(0, rowversion(version.get(), window));
        } else if (!window.isEmpty()
                || usual.filter(Read.Window.class::isInstance).isPresent()) {
            lines.addAll(0, window(window, days, usual));
        } else {
            lines.addAll(0, moves ? movingSweep(times, days) : sweep());
        }
        return lines;
    }

    /** The parameter with which the API has to be asked once for each value, because its records do not hold it. */
    Optional<ForEach> forEach() {
        return known.map(api -> api.read().forEach()).filter(each -> key.contains(each.field()));
    }

    /** The line that says for which values: the scheme's, or those of the delivered file. */
    void forEach(String asked, List<String> lines) {
        forEach().ifPresent(each -> {
            boolean given = asked.matches("[1-9]\\d{0,17}");
            String values = given ? asked : String.join(", ", each.values());
            lines.add("for_each: {field: " + each.field() + ", values: [" + values + "]}");
            notes.warning(
                    source.key("request", each.field()),
                    "the records do not hold it, so the old table had nothing in this column; for_each asks for each value"
                            + " and writes it into the records: " + (given ? "add the others" : "put yours there"));
        });
    }

    private List<String> sweep() {
        if (known.filter(api -> api.gone().marks()).isPresent()) {
            notes.warning(
                    source.key("request"),
                    "what vanishes from the list keeps its row, and the column gone_at, which ./jst apply adds to the table, says"
                            + " since when");
            return List.of("read: sweep", "gone: mark");
        }
        notes.warning(
                source.key("request"),
                "what vanishes from the list is deleted from the table, which the scheme never did; gone: mark keeps such"
                        + " rows and says since when");
        String ask = known.flatMap(api -> api.gone().ask())
                .map(parameter -> ", ask: " + parameter)
                .orElse("");
        return List.of("read: sweep", "gone: {after: 3 sweeps, at most: 20%" + ask + "}");
    }

    private void leaveOut(String parameter, String value) {
        notes.notSupported(
                source.key("request", parameter),
                "'" + value
                        + "' is left out, so more records come than the scheme took: a record that this time let in later,"
                        + " without a change, would be missed where changes are asked for");
    }

    /** As the scheme asked: what it sees is a part of the list. */
    private List<String> movingSweep(Map<String, String> times, OptionalInt remedied) {
        times.forEach((parameter, value) -> notes.carriedOver(
                source.key("request", parameter),
                "'" + value
                        + "', the same for all pages of a sweep; DAYS_AGO_n and CURRENT_TIME count from its start"));
        notes.warning(
                source.key("request"),
                "a request that moves with time shows a part of the list: nothing is deleted (gone: keep), as in the scheme, and"
                        + " what changes outside of that part does not arrive; where the API takes modified_begin and"
                        + " modified_end, read: window in place of these times misses nothing");
        List<String> lines = new ArrayList<>(List.of("read: sweep", "gone: keep"));
        Optional<String> since = sinceLastSync(times);
        int days = Math.max(LONGEST_WINDOW, remedied.orElse(0));
        since.ifPresent(parameter -> {
            lines.add("last_sync: {history: " + days + "d}");
            notes.warning(
                    source.key("request", parameter),
                    "the scheme asked from the last run's start on; here it is the start of the last sweep that was read as a"
                            + " whole, less 5m, and in the first one and in a repair " + days
                            + "d before (history): write how far"
                            + " back the API lets you ask. Nothing cuts the range after a longer pause, and a row that moves"
                            + " behind the page that is read is missed (漏单); repair: \"0 3 * * *\" finds it");
        });
        return lines;
    }

    private static Optional<String> sinceLastSync(Map<String, String> times) {
        return times.entrySet().stream()
                .filter(entry -> RequestValue.of(entry.getValue()).asksSinceLastSync())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void warnOfWindow() {
        notes.warning(
                source.key("request"),
                "read: rowversion takes the place of the window, and brings in everything: this API counts neither records nor"
                        + " pages, so a window with more changes in a second than a page holds could not be read");
    }

    private List<String> rowversion(String parameter, List<SchemeField> window) {
        window.forEach(field -> notes.notNeeded(
                source.key("request", field.field()), "the row version says by itself what has changed"));
        return byVersion(parameter);
    }

    private static List<String> byVersion(String parameter) {
        List<String> lines = new ArrayList<>(List.of("read: rowversion"));
        if (!parameter.equals("start_ts")) {
            lines.add("rowversion: {parameter: " + parameter + "}");
        }
        return lines;
    }

    private List<String> window(List<SchemeField> window, OptionalInt remedied, Optional<Read> usual) {
        for (SchemeField field : window) {
            String key = source.key("request", field.field());
            notes.replaced(key, "read: window computes it for each call");
            warn(field, key);
        }
        usual.flatMap(ReadingImport::usualVersion)
                .ifPresent(parameter -> notes.warning(
                        source.key("request"),
                        "this API has a row version, which misses nothing however much changes at once: write "
                                + String.join(" and ", byVersion(parameter))
                                + " in place of read: window and window: {…}"));
        List<String> parts = new ArrayList<>();
        usual.filter(Read.Window.class::isInstance)
                .map(read -> ((Read.Window) read).longest().toDays())
                .filter(longest -> longest < LONGEST_WINDOW)
                .ifPresent(longest -> parts.add("longest: " + longest + "d"));
        parts.add("history: " + Math.max(history(window), remedied.orElse(0)) + "d");
        return List.of("read: window", "window: {" + String.join(", ", parts) + "}");
    }

    /** The days that each run of the scheme read again; where it went on from the last one, all the table is of earlier runs. */
    private static int history(List<SchemeField> window) {
        int days = window.stream()
                .mapToInt(field -> daysAgo(field.value()).orElse(0))
                .max()
                .orElse(0);
        return days == 0 || window.stream().anyMatch(ReadingImport::goesOn) ? HISTORY : days;
    }

    private static boolean goesOn(SchemeField field) {
        return field.value().contains("LAST_SYNC_TIME");
    }

    private void warn(SchemeField field, String key) {
        OptionalInt ago = daysAgo(field.value());
        if (goesOn(field)) {
            notes.warning(
                    key,
                    "from the last run's start on, without an overlap: what changed while it ran could be missed (漏单), and"
                            + " after a pause of more than 7 days the API refused the window; windows here overlap by 5m and are"
                            + " cut to what the API takes");
        }
        if (ago.isPresent() && ago.getAsInt() > LONGEST_WINDOW) {
            notes.warning(
                    key, "a window of " + ago.getAsInt() + " days, of which the API takes 7 at most: it is cut here");
        }
    }

    /** The days that a time of the scheme lies back, where it is so many. */
    static OptionalInt daysAgo(String value) {
        Matcher matcher = DAYS_AGO.matcher(value);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
