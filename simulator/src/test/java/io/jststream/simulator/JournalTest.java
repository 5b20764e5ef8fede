package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final String SHOPS = "/open/shops/query";

    private final Journal journal = new Journal();

    @Test
    void keepsCallsInTheOrderInWhichTheyWereAnswered() {
        add(20, SHOPS, 0);
        add(10, "/open/other", 190);
        add(30, SHOPS, 199);

        assertEquals(
                List.of(0, 190, 199),
                journal.calls().stream().map(Journal.Entry::code).toList());
        assertEquals(
                List.of(0, 199),
                journal.callsTo(SHOPS).stream().map(Journal.Entry::code).toList());
        assertEquals(List.of(), journal.callsTo("/open/none"));
    }

    @Test
    void countsByCode() {
        assertEquals(Map.of(), journal.countByCode());
        LongStream.of(0, 0, 199, 0, -1).forEach(code -> add(0, SHOPS, (int) code));

        assertEquals("{-1=1, 0=3, 199=1}", journal.countByCode().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1000, 0",
        "'0', 1000, 1",
        "'0 0 0', 1000, 3",
        "'0 500 999', 1000, 3",
        "'0 500 1000', 1000, 2",
        "'0 1000 2000 3000', 1000, 1",
        "'0 900 1800 1850 1899 1900 5000', 1000, 4",
        "'0 900 1800 1850 1899 1900 5000', 60000, 7",
        "'1900 0 1800 5000 1899 900 1850', 1000, 4"
    })
    void findsTheMostCallsInAnyWindowInWhateverOrderTheyCame(String millis, long window, int most) {
        List<String> calls = millis.isEmpty() ? List.of() : List.of(millis.split(" "));
        calls.forEach(at -> add(Long.parseLong(at), SHOPS, 0));

        assertEquals(most, journal.mostInAny(Duration.ofMillis(window), SHOPS));
    }

    @Test
    void aWindowHoldsCallsOfOneApiAndRefusedOnesToo() {
        add(0, SHOPS, 0);
        add(1, "/openWeb/auth/getInitToken", 0);
        add(2, SHOPS, 199);

        assertEquals(2, journal.mostInAny(Duration.ofSeconds(1), SHOPS));
    }

    @Test
    void keepsTheLastHundredThousand() {
        for (int i = 0; i < 100_003; i++) {
            add(i, SHOPS, i);
        }

        assertEquals(100_000, journal.calls().size());
        assertEquals(3, journal.calls().get(0).code());
        assertEquals(100_002, journal.calls().get(99_999).code());
    }

    private void add(long millis, String path, int code) {
        journal.add(new Journal.Entry(START.plusMillis(millis), path, 1, 200, code));
    }
}
