package io.jststream.integration;

import io.jststream.service.DidYouMean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value of a request: text, and in it words that stand for a time of the reading, {@code {{LAST_SYNC_TIME|datetime}}}. It has no
 * fields, since there is no record yet.
 */
public final class RequestValue {
    private static final Pattern BRACES =
            Pattern.compile("\\{\\{([^{}]*)}}|\\{([\\p{L}_][\\p{L}\\p{N}_.]*(?:\\|[^{}\"]*)?)}");
    private static final Pattern DAYS_AGO = Pattern.compile("DAYS_AGO_(\\d{1,4})");
    private static final List<String> WORDS = List.of("CURRENT_TIME", "LAST_SYNC_TIME", "DAYS_AGO_1");
    /** The API's wall clock, whatever the zone of this machine. */
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter DATETIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final List<Part> parts;

    private RequestValue(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private sealed interface Part {
        String at(RequestTimes times);
    }

    /** Stands for itself. */
    private record Text(String text) implements Part {
        @Override
        public String at(RequestTimes times) {
            return text;
        }
    }

    /** Stands for a time. */
    private record Time(Word word, int days, Form form) implements Part {
        @Override
        public String at(RequestTimes times) {
            return form.write(
                    switch (word) {
                        case CURRENT_TIME -> times.now();
                        case LAST_SYNC_TIME -> times.lastSync();
                        case DAYS_AGO -> times.now().minus(Duration.ofDays(days));
                    });
        }
    }

    private enum Word {
        CURRENT_TIME,
        LAST_SYNC_TIME,
        DAYS_AGO
    }

    /** How a time is written. */
    private enum Form {
        DATE,
        DATETIME,
        TIMESTAMP;

        String write(Instant instant) {
            return switch (this) {
                case DATE -> LocalDate.ofInstant(instant, BEIJING).toString();
                case DATETIME -> datetime(instant);
                case TIMESTAMP -> Long.toString(instant.getEpochSecond());
            };
        }
    }

    /** An instant as a request says it: Beijing's wall clock. */
    public static String datetime(Instant instant) {
        return DATETIME.format(LocalDateTime.ofInstant(instant, BEIJING));
    }

    /** Parses a value; {@code IllegalArgumentException} says what is wrong with it. */
    public static RequestValue of(String text) {
        if (Template.isOfPlatform(text)) {
            throw new IllegalArgumentException("an expression is not evaluated here");
        }
        List<Part> parts = new ArrayList<>();
        Matcher matcher = BRACES.matcher(text);
        int end = 0;
        while (matcher.find()) {
            addText(text.substring(end, matcher.start()), parts);
            parts.add(matcher.group(1) == null ? single(matcher.group(2)) : time(matcher.group(1)));
            end = matcher.end();
        }
        addText(text.substring(end), parts);
        return new RequestValue(parts);
    }

    /** Whether it is another one in each reading. */
    public boolean moves() {
        return parts.stream().anyMatch(Time.class::isInstance);
    }

    /** Whether {@code LAST_SYNC_TIME} is in it. */
    public boolean asksSinceLastSync() {
        return parts.stream().anyMatch(part -> part instanceof Time time && time.word() == Word.LAST_SYNC_TIME);
    }

    String at(RequestTimes times) {
        return parts.stream().map(part -> part.at(times)).collect(Collectors.joining());
    }

    private static Part single(String inside) {
        if (inside.contains("|")) {
            throw new IllegalArgumentException("a format stands in two pairs of braces, {{CURRENT_TIME|datetime}}");
        }
        return time(inside);
    }

    private static Part time(String inside) {
        String[] pieces = inside.split("\\|", 2);
        String name = pieces[0];
        Form form = pieces.length == 1 ? Form.TIMESTAMP : form(pieces[1]);
        Matcher daysAgo = DAYS_AGO.matcher(name);
        if (daysAgo.matches()) {
            return new Time(Word.DAYS_AGO, Integer.parseInt(daysAgo.group(1)), form);
        }
        return switch (name) {
            case "CURRENT_TIME" -> new Time(Word.CURRENT_TIME, 0, form);
            case "LAST_SYNC_TIME" -> new Time(Word.LAST_SYNC_TIME, 0, form);
            default -> throw new IllegalArgumentException(unknown(name));
        };
    }

    private static String unknown(String name) {
        if (name.startsWith("PAGINATION_")) {
            return name + " is counted here: page_index and page_size alone say which page is asked for";
        }
        return "'" + name
                + "' is no time, CURRENT_TIME, LAST_SYNC_TIME and DAYS_AGO_n (DAYS_AGO_7) are; a field of a record"
                + " is not known before it is asked for" + DidYouMean.hint(name, WORDS);
    }

    private static Form form(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "date" -> Form.DATE;
            case "datetime" -> Form.DATETIME;
            case "timestamp" -> Form.TIMESTAMP;
            default ->
                throw new IllegalArgumentException("the format '" + name
                        + "' is not known, date, datetime and timestamp (seconds since 1970) are");
        };
    }

    /** A single brace is JSON's: some parameters take lists of objects. */
    private static void addText(String text, List<Part> parts) {
        if (text.contains("{{")) {
            throw new IllegalArgumentException("a brace without its partner or around something that is no time");
        }
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }
}
