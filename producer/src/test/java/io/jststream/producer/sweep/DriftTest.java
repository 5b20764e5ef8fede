package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.both;
import static io.jststream.producer.sweep.SweptShops.page;
import static io.jststream.producer.sweep.SweptShops.pages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that move, or seem to, while they are read. */
class DriftTest {
    @TempDir
    Path folder = Path.of("");

    private SweptShops shops = new SweptShops(folder, SweptShops.AFTER_TWO);

    @BeforeEach
    void open() {
        shops.close();
        shops = new SweptShops(folder, SweptShops.AFTER_TWO);
    }

    @AfterEach
    void close() {
        shops.close();
    }

    @Test
    void aRecordOnTwoPagesIsFoundAndTheListIsReadAgain() {
        String[] moved = {page(true, 1, 2), page(false, 2, 3)};

        SweepReport report = shops.turn(both(moved, pages(1, 2, 3)));

        assertEquals(List.of(Outcome.DRIFTED, Outcome.COMPLETE), shops.outcomes());
        assertEquals(1, report.reread());
        String first = FakeKafka.text(shops.kafka().ledger().get(0).value());
        assertTrue(first.contains("\"outcome\":\"drifted\""), first);
        assertTrue(first.contains("\"seen\":4,\"new\":3,\"changed\":0,\"unchanged\":1,\"distinct\":3"), first);
        assertTrue(first.endsWith("\"findings\":{\"repeated_key\":{\"count\":1,\"pages\":[2]}}}"), first);
    }

    @Test
    void ofARecordWithTwoContentsTheLaterOneCounts() {
        String later = Shops.page(false, Shops.shop(2, "later"), Shops.shop(3, "店3"));

        SweepReport report = shops.turn(both(new String[] {page(true, 1, 2), later}, page(true, 1, 2), later));

        assertEquals(Outcome.DRIFTED, report.outcome());
        assertEquals(1, report.seen().findings().count(Finding.CHANGED_KEY));
        List<String> published = shops.kafka().raw().stream()
                .filter(raw -> FakeKafka.text(raw.key()).equals(SweptShops.key(2)))
                .map(raw -> FakeKafka.text(raw.value()))
                .toList();
        assertEquals(Shops.shop(2, "later"), published.get(published.size() - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EMPTY_PAGE    | {"has_next":true,"datas":[]}
            REPEATED_PAGE | {"has_next":true,"datas":[{"shop_name":"店1","shop_id":1},{"shop_id":2,"shop_name":"店2"}]}
            OTHER_PAGE    | {"has_next":true,"page_index":1,"datas":[{"shop_id":3},{"shop_id":4}]}
            """)
    void whatCannotBeBelievedEndsTheReadingAtOnceAndIsReadAgain(Finding finding, String data) {
        String wrong = "{\"code\":0,\"data\":%s}".formatted(data);

        shops.turn(both(new String[] {page(true, 1, 2), wrong}, pages(1, 2, 3)));

        assertEquals(List.of(Outcome.DRIFTED, Outcome.COMPLETE), shops.outcomes());
        assertTrue(
                FakeKafka.text(shops.kafka().ledger().get(0).value())
                        .contains("\"" + finding.text() + "\":{\"count\":1"),
                finding.text());
    }

    @Test
    void aListThatMovesAllTheTimeIsGivenUpUntilTheNextTurn() {
        SweepReport report = shops.turn(both(
                both(new String[] {page(true, 1, 2), page(false, 2, 3)}, page(true, 1, 2), page(false, 1, 4)),
                page(true, 3, 2),
                page(false, 3, 4)));

        assertEquals(List.of(Outcome.DRIFTED, Outcome.DRIFTED, Outcome.DRIFTED), shops.outcomes());
        assertEquals("the list moved while it was read: repeated_key 1 (page 2)", report.reason());
        assertEquals(ExitCode.FAILED, report.exitCode());
        assertEquals(2, report.reread());
        assertEquals(Outcome.COMPLETE, shops.turn(1, 2, 3).outcome());
    }

    /** A key that is none would otherwise cost three readings a turn, for ever. */
    @Test
    void whatLooksTheSameAgainIsNotReadAThirdTime() {
        String[] odd = {page(true, 1, 2), page(false, 2, 3)};

        shops.turn(both(odd, odd));
        shops.turn(odd);

        assertEquals(List.of(Outcome.DRIFTED, Outcome.DRIFTED, Outcome.DRIFTED), shops.outcomes());
    }

    @Test
    void pagesThatAreAlwaysShortAreHowTheApiPages() {
        String[] shorter = {page(true, 1), page(false, 2, 3)};

        shops.turn(both(shorter, shorter));
        SweepReport next = shops.turn(shorter);

        assertEquals(List.of(Outcome.DRIFTED, Outcome.COMPLETE, Outcome.COMPLETE), shops.outcomes());
        assertEquals(1, next.seen().findings().count(Finding.SHORT_PAGE));
    }

    @Test
    void anEmptyLastPageIsDriftUnlessItIsAlwaysThere() {
        String[] empty = {page(true, 1, 2), page(false)};

        shops.turn(both(empty, empty));

        assertEquals(List.of(Outcome.DRIFTED, Outcome.COMPLETE), shops.outcomes());
    }

    @Test
    void aPageThatIsCountedIsReadThoughNoneIsSaidToFollow() {
        SweepReport report = shops.turn(counted(3, 2, page(false, 1, 2)), counted(3, 2, page(false, 3)));

        assertEquals(List.of(Outcome.COMPLETE), shops.outcomes());
        assertEquals(3, report.seen().distinct());
    }

    /** An API that answers all at once may count pages of another size. */
    @Test
    void noPageIsReadBehindOneThatHasShownAllThatIsCounted() {
        shops.turn(counted(3, 2, page(false, 1, 2, 3)));

        assertEquals(List.of(Outcome.COMPLETE), shops.outcomes());
    }

    @Test
    void fewerRecordsThanTheLastPageCountsAreDriftAndNothingIsAbsent() {
        shops.turn(counted(2, 1, page(false, 1, 2)));

        SweepReport report = shops.turn(counted(2, 1, page(false, 1)), counted(2, 1, page(false, 1, 2)));

        assertEquals(List.of(Outcome.COMPLETE, Outcome.DRIFTED, Outcome.COMPLETE), shops.outcomes());
        assertEquals(0, report.departed().absent());
        String drifted = FakeKafka.text(shops.kafka().ledger().get(1).value());
        assertTrue(drifted.contains("\"fewer_than_counted\":{\"count\":1,\"pages\":[1]}"), drifted);
        assertTrue(drifted.contains("\"absent\":0"), drifted);
    }

    @Test
    void anApiThatAlwaysCountsMoreThanItShowsIsBelieved() {
        String odd = counted(7, 1, page(false, 1, 2));

        shops.turn(odd, odd);
        SweepReport next = shops.turn(odd);

        assertEquals(List.of(Outcome.DRIFTED, Outcome.COMPLETE, Outcome.COMPLETE), shops.outcomes());
        assertEquals(5, next.seen().findings().count(Finding.FEWER_THAN_COUNTED));
    }

    /** The answer says so many records and pages there are. */
    private static String counted(int records, int pages, String answer) {
        return answer.replace(
                "\"has_next\"", "\"data_count\":%d,\"page_count\":%d,\"has_next\"".formatted(records, pages));
    }

    @Test
    void aKeyThatStandsTwiceOnOnePageIsNoDrift() {
        SweepReport report = shops.turn(page(false, 1, 1));

        assertEquals(Outcome.COMPLETE, report.outcome());
        assertEquals(1, report.seen().findings().count(Finding.TWICE_ON_PAGE));
        assertEquals(new Changes(1, 0, 1), report.records());
        assertEquals(1, report.seen().distinct());
    }

    @Test
    void theHashIsThatOfTheContentWhateverItsOrder() {
        String hash = shops.turn(1, 2, 3).seen().hash().toString();

        assertEquals(hash, shops.turn(3, 1, 2).seen().hash().toString());
        assertNotEquals(hash, shops.turn(1, 2, 4).seen().hash().toString());
        assertEquals(32, hash.length());
    }

    @Test
    void theHashOfADriftedReadingCountsEachRecordOnce() {
        String[] moved = {page(true, 1, 2), page(false, 2, 3)};

        shops.turn(both(moved, pages(1, 2, 3)));

        List<String> hashes = shops.kafka().ledger().stream()
                .map(entry -> FakeKafka.text(entry.value()).replaceAll(".*\"hash\":\"(\\w+)\".*", "$1"))
                .toList();
        assertEquals(hashes.get(0), hashes.get(1));
    }

    @Test
    void aListIsNotReadForEver() {
        assertEquals(10_000, PageBound.of(0, 100));
        assertEquals(1_000, PageBound.of(317, 100));
        assertEquals(100_010, PageBound.of(1_000_000, 100));
    }

    /** No page of it repeats another one, so that nothing else ends the reading. */
    @Test
    void aListThatNeverSaysThatAPageIsTheLastIsGivenUp() {
        shops.turn(1, 2, 3);
        String[] endless = IntStream.rangeClosed(1, 1_000)
                .mapToObj(page -> page(true, 2 * page, 2 * page + 1))
                .toArray(String[]::new);

        shops.turn(both(endless, pages(1, 2, 3)));

        assertEquals(List.of(Outcome.COMPLETE, Outcome.DRIFTED, Outcome.COMPLETE), shops.outcomes());
        String given = FakeKafka.text(shops.kafka().ledger().get(1).value());
        assertTrue(given.contains("\"too_many_pages\":{\"count\":1,\"pages\":[1000]}"), given);
    }
}
