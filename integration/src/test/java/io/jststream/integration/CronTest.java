package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Turns at times of Beijing's wall clock; the library's answers beside those of somebody who looks at every minute. */
class CronTest {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");

    @Test
    void timesAreThoseOfBeijing() {
        Cron everyNight = Cron.of("0 3 * * *");

        assertEquals(Instant.parse("2026-11-24T19:00:00Z"), everyNight.next(NOON));
        assertEquals(Instant.parse("2026-11-23T19:00:00Z"), everyNight.last(NOON));
        assertEquals(List.of("2026-11-25 03:00", "2026-11-26 03:00", "2026-11-27 03:00"), everyNight.upcoming(NOON, 3));
        assertEquals(Duration.ofDays(1), everyNight.shortest());
        assertEquals(Duration.ofHours(9 + 48), everyNight.threeTurns(NOON));
    }

    @Test
    void aTurnIsTheLastOneFromItsMomentOnAndNotTheNextOne() {
        Cron everyNight = Cron.of("0 3 * * *");
        Instant turn = Instant.parse("2026-11-24T19:00:00Z");

        assertEquals(turn, everyNight.last(turn));
        assertEquals(turn.plus(Duration.ofDays(1)), everyNight.next(turn));
        assertEquals(turn.minus(Duration.ofDays(1)), everyNight.last(turn.minusMillis(1)));
        assertEquals(turn, everyNight.next(turn.minusMillis(1)));
    }

    @Test
    void theShortestTimeBetweenTwoTurnsIsThatOfTheDaytime() {
        assertEquals(Duration.ofMinutes(10), Cron.of("*/10 8-20 * * 1-5").shortest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 25 * * *   | Value 25 not in range [0, 23]
        60 3 * * *   | Value 60 not in range [0, 59]
        0 3 * * 8    | Value 8 not in range [0, 7]
        0 3 * *      | Cron expression contains 4 parts but we expect one of [5]
        0 0 3 * * *  | Cron expression contains 6 parts but we expect one of [5]
        5-1 3 * * *  | Invalid range! [5,1]
        0 0 30 2 *   | there is no such day
        0 3 L * *    | Invalid chars
        """)
    void saysWhatIsWrong(String text, String reason) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Cron.of(text))
                .getMessage());

        assertTrue(message.contains(reason), message);
    }

    /** Where day and weekday are both given, either will do, as cron has it. */
    @Test
    void answersAsWhoeverLooksAtEveryMinute() {
        Random random = new Random(20261124);
        for (int i = 0; i < 400; i++) {
            String text = String.join(
                    " ",
                    field(random, 0, 59),
                    field(random, 0, 23),
                    field(random, 1, 31),
                    field(random, 1, 12),
                    field(random, 0, 6));
            LocalDateTime from = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(1_000_000));
            boolean exists = text.split(" ")[2].matches("\\*.*|\\d|[12].*") || text.split(" ")[4].matches("\\*");
            if (exists) {
                LocalDateTime expected = nextByLooking(text.split(" "), from);
                assertEquals(
                        expected,
                        LocalDateTime.ofInstant(Cron.of(text).next(from.toInstant(BEIJING)), BEIJING),
                        text + " from " + from);
            }
        }
    }

    private static String field(Random random, int least, int most) {
        int one = least + random.nextInt(most - least + 1);
        int other = one + random.nextInt(most - one + 1);
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(one);
            case 1 -> "*/" + (2 + random.nextInt(4));
            case 2 -> one == other ? "*" : one + "-" + other;
            default -> "*";
        };
    }

    private static LocalDateTime nextByLooking(String[] fields, LocalDateTime from) {
        boolean eitherDay = !fields[2].equals("*") && !fields[4].equals("*");
        LocalDateTime time = from.plusMinutes(1);
        while (true) {
            boolean day = matches(fields[2], time.getDayOfMonth(), 1);
            boolean weekday = matches(fields[4], time.getDayOfWeek().getValue() % 7, 0);
            boolean today =
                    matches(fields[3], time.getMonthValue(), 1) && (eitherDay ? day || weekday : day && weekday);
            if (!today) {
                time = time.toLocalDate().plusDays(1).atStartOfDay();
            } else if (matches(fields[1], time.getHour(), 0) && matches(fields[0], time.getMinute(), 0)) {
                return time;
            } else {
                time = time.plusMinutes(1);
            }
        }
    }

    private static boolean matches(String field, int value, int least) {
        if (field.startsWith("*/")) {
            return (value - least) % Integer.parseInt(field.substring(2)) == 0;
        }
        String[] range = field.split("-");
        return field.equals("*")
                || (value >= Integer.parseInt(range[0]) && value <= Integer.parseInt(range[range.length - 1]));
    }
}
