package io.jststream.producer.increment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.RequestValue;
import io.jststream.integration.Source;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Gone;
import io.jststream.integration.Source.Read;
import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incremental readings of pages of two records whose answers are odd: the position moves past nothing that was not read. */
class OddAnswersTest {
    private static final Duration LAG = Duration.ofMinutes(1);
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration HISTORY = Duration.ofDays(1);
    /** From turn to turn. */
    private static final Duration TURN = Duration.ofMinutes(10);

    private static final Pattern TIMES = Pattern.compile("\"modified_(?:begin|end)\":\"[^\"]*\"");

    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private JushuitanApi api;
    private Integration shops = Shops.integration(2, new Gone(2, 20));
    private Increment increment;

    @BeforeEach
    void begin() {
        api = server.api(1, folder.resolve("tokens.json"));
        readBy(new Read.Window(LONGEST, OVERLAP, LAG, HISTORY, ForEach.NOTHING));
        increment = another(api);
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private void readBy(Read read) {
        Source source = shops.source();
        shops = shops.withSource(new Source(
                source.api(),
                source.request(),
                source.records(),
                source.key(),
                read,
                Duration.ofMinutes(5),
                source.gone()));
    }

    /** That of another process, which knows what stands in Kafka. */
    private Increment another(JushuitanApi calls) {
        return new Increment(
                shops, "default", calls, new RawTopic(shops, Shops.ACCOUNT, kafka), SweepListener.NONE, server.time());
    }

    @Test
    void aWindowIsReadFromItsLastPage() {
        SweepReport report = turn(page(1, 5, 3, 1, 2), page(3, 5, 3, 5), page(2, 5, 3, 3, 4), page(1, 5, 3, 1, 2));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(5, published());
    }

    @Test
    void aWindowOfTooManyPagesIsReadInPartsThatLeaveNothingOut() {
        SweepReport report = turn(page(1, 102, 51, 1, 2), page(1, 2, 1, 1, 2), page(1, 1, 1, 3));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(3, published());
        Instant end = server.time().instant().minus(LAG);
        Instant begin = end.minus(HISTORY);
        Instant half = begin.plus(HISTORY.dividedBy(2));
        assertEquals(List.of(window(begin, end), window(begin, half), window(half, end)), windows());
    }

    /** Nothing is left to be divided where all of it has changed in one second. */
    @Test
    void aWindowOfOneSecondIsReadHoweverManyPagesItHas() {
        readBy(new Read.Window(LONGEST, OVERLAP, LAG, Duration.ofSeconds(1), ForEach.NOTHING));
        increment = another(api);

        SweepReport report = turn(page(1, 102, 51, 1, 2), page(51, 102, 51, 101, 102), "<html>");

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(2, published());
        assertEquals(1, windows().stream().distinct().count());
    }

    @Test
    void aWindowOfFiftyPagesIsReadAsItIs() {
        turn(page(1, 100, 50, 1, 2), page(50, 100, 50, 99, 100), "<html>");

        assertEquals(2, published());
        assertEquals(1, windows().stream().distinct().count());
    }

    @Test
    void rowsThatJoinAWindowSendTheReadingToItsLastPageAgain() {
        SweepReport report = turn(
                page(1, 4, 2, 1, 2), page(2, 5, 3, 2, 3), page(3, 5, 3, 5), page(2, 5, 3, 3, 4), page(1, 5, 3, 1, 2));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(5, published());
    }

    /** Rows join it whenever a page is asked for; the place that the reading has come to is kept. */
    @Test
    void aWindowThatDoesNotComeToRestIsLeftToTheNextTurn() {
        Instant end = server.time().instant().plus(TURN).minus(LAG);

        SweepReport report = turn(
                page(1, 4, 2, 1, 2),
                page(2, 5, 3, 3, 4),
                page(3, 7, 4, 5, 6),
                page(4, 9, 5, 7, 8),
                page(5, 11, 6, 9, 10),
                page(6, 13, 7, 11, 12),
                page(7, 15, 8, 13, 14));

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(
                "the window from " + RequestValue.datetime(end.minus(HISTORY)) + " to " + RequestValue.datetime(end)
                        + " was to be read again more than 5 times: rows have joined it, though it is past;"
                        + " expected a larger source.window.lag; the next turn goes on with it",
                report.reason());
        assertEquals(10, published());
        assertEquals(
                Outcome.FAILED, turn(page(7, 15, 8, 13, 14), "<html>").outcome(), "it goes on behind what it has read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void anotherPageThanThatAskedForIsRefused(String way) {
        if (way.equals("rowversion")) {
            readBy(new Read.Rowversion("start_ts", "shop_id", ForEach.NOTHING));
            increment = another(api);
        }
        SweepReport report = turn(page(2, 2, 1, 1, 2));

        assertEquals(Outcome.FAILED, report.outcome());
        assertEquals(
                "asked for page 1, the answer says that it is page 2; nothing of it is published, and the next turn asks again",
                report.reason());
        assertEquals(1, report.seen().findings().count(Finding.OTHER_PAGE));
        assertEquals(0, published());
    }

    /** An empty one, a short one, one with a record twice. */
    @ParameterizedTest
    @ValueSource(strings = {"", "3", "3,3"})
    void aPageThatShowsFewerRecordsThanItCountsIsAskedForOnceMore(String second) {
        int[] shown = Arrays.stream(second.split(","))
                .filter(id -> !id.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        SweepReport report = turn(
                page(1, 6, 3, 1, 2),
                page(3, 6, 3, 5, 6),
                page(2, 6, 3, shown),
                page(2, 6, 3, 3, 4),
                page(1, 6, 3, 1, 2));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(0, report.seen().findings().count(Finding.SHORT_PAGE));
        assertEquals(6, published());
    }

    @Test
    void aSinglePageThatShowsFewerIsAskedForOnceMoreToo() {
        assertEquals(Outcome.COMPLETE, turn(page(1, 1, 1), page(1, 1, 1, 7)).outcome());
        assertEquals(1, published());
    }

    @Test
    void aPageThatShowsWhatThePageBehindItHasShownSendsTheReadingBack() {
        SweepReport report = turn(
                page(1, 6, 3, 1, 2),
                page(3, 6, 3, 3, 4),
                page(2, 6, 3, 3, 4),
                page(3, 6, 3, 5, 6),
                page(2, 6, 3, 3, 4),
                page(1, 6, 3, 1, 2));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(6, published());
    }

    @Test
    void anotherProcessStillSeesThatThePageBehindItHasShownTheSame() {
        assertEquals(
                Outcome.FAILED,
                turn(page(1, 6, 3, 1, 2), page(3, 6, 3, 3, 4), "<html>").outcome());
        increment = another(api);

        SweepReport report =
                turn(page(2, 6, 3, 3, 4), page(3, 6, 3, 5, 6), page(2, 6, 3, 3, 4), page(1, 6, 3, 1, 2), page(1, 0, 0));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(6, published());
    }

    @Test
    void anApiThatCountsWhatItDoesNotShowIsTakenAtItsWord() {
        String second = page(2, 4, 2, 3);
        String first = page(1, 4, 2, 1);
        SweepReport report = turn(first, second, second, second, first, first, first);

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(2, report.seen().findings().count(Finding.SHORT_PAGE));
        assertEquals(2, published());
    }

    @Test
    void anEmptyPageThatShouldNotBeOneIsNeverPassed() {
        String empty = page(2, 3, 2);
        SweepReport report = turn(page(1, 3, 2, 1, 2), empty, empty, empty, empty, empty);

        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(
                report.reason()
                        .contains(
                                " shows 0 records, and counts 1 there; asked for 5 times; nothing of it is published"),
                report.reason());
        assertEquals(1, report.seen().findings().count(Finding.EMPTY_PAGE));
        assertEquals(0, published());
    }

    @Test
    void pagesOfAnotherSizeThanAskedForAreAsGood() {
        SweepReport report = turn(page(1, 3, 3, 1), page(3, 3, 3, 3), page(2, 3, 3, 2), page(1, 3, 3, 1));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(3, published());
    }

    @Test
    void pagesThatAreCountedAreReadThoughNoneIsSaidToFollow() {
        String first = page(1, 3, 2, 1, 2).replace("\"has_next\":true", "\"has_next\":false");

        SweepReport report = turn(first, page(2, 3, 2, 3), page(1, 3, 2, 1, 2));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(3, published());
    }

    @Test
    void aPageBehindTheLastOneIsNotLeftOut() {
        String last = page(2, 3, 2, 3).replace("\"has_next\":false", "\"has_next\":true");

        SweepReport report = turn(page(1, 3, 2, 1, 2), last);

        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.reason().contains("says that another page follows"), report.reason());
        assertEquals(0, published());
    }

    @Test
    void rowVersionsThatHaveGoneBackAreNoted() {
        readBy(new Read.Rowversion("start_ts", "shop_id", ForEach.NOTHING));
        increment = another(api);
        assertEquals(
                0, turn(page(1, 2, 1, 1, 2), page(1, 1, 1, 2)).seen().findings().count(Finding.LOST_VERSION));
        assertEquals(0, turn(page(1, 1, 1, 2)).seen().findings().count(Finding.LOST_VERSION));

        SweepReport report = turn(page(1, 0, 0));

        assertEquals(Outcome.COMPLETE, report.outcome());
        assertEquals(1, report.seen().findings().count(Finding.LOST_VERSION));
    }

    /** Else the reader would fall behind by what is new, a page a turn, and nothing would say so. */
    @Test
    void rowVersionsAreReadOnBehindAFullPageThoughNoneIsSaidToFollow() {
        readBy(new Read.Rowversion("start_ts", "shop_id", ForEach.NOTHING));
        increment = another(api);

        SweepReport report = turn(page(1, 2, 1, 1, 2), page(1, 2, 1, 2, 3), page(1, 1, 1, 3));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(3, published());
        assertEquals(1, turn(page(1, 1, 1, 3)).calls(), "a page that is not full is the last one");
    }

    @Test
    void aFullPageWithoutAHigherVersionIsTheLastOne() {
        readBy(new Read.Rowversion("start_ts", "shop_id", ForEach.NOTHING));
        shops = shops.withSource(shops.source().withPageSize(1));
        increment = another(api);

        assertEquals(Outcome.COMPLETE, turn(page(1, 1, 1, 5), page(1, 1, 1, 5)).outcome());
        assertEquals(Outcome.COMPLETE, turn(page(1, 1, 1, 5)).outcome());
    }

    /** Some clients meet null where another answer has an empty list: nothing has changed. */
    @ParameterizedTest
    @ValueSource(strings = {"rowversion", "window"})
    void aListThatIsNullIsATurnWithoutAChange(String way) {
        if (way.equals("rowversion")) {
            readBy(new Read.Rowversion("start_ts", "shop_id", ForEach.NOTHING));
            increment = another(api);
        }
        Instant end = server.time().instant().plus(TURN).minus(LAG);
        String count = way.equals("rowversion") ? "" : ",\"data_count\":0";
        String nothing = "{\"code\":0,\"data\":{\"datas\":null,\"has_next\":false" + count + "}}";

        assertEquals(Outcome.COMPLETE, turn(nothing).outcome());
        assertEquals(Outcome.COMPLETE, turn(page(1, 1, 1, 1)).outcome());

        assertEquals(1, published());
        assertTrue(
                way.equals("rowversion")
                        || lastBiz()
                                .contains("\"modified_begin\":\"" + RequestValue.datetime(end.minus(OVERLAP)) + "\""),
                lastBiz());
    }

    /** Its window would be passed, and the rows in it never asked for again. */
    @Test
    void anUncountedNullOnAPageThatIsCountedMovesNoPosition() {
        String nothing = "{\"code\":0,\"data\":{\"datas\":null,\"has_next\":false}}";
        String first = page(1, 4, 2, 1, 2);
        assertEquals(Outcome.FAILED, turn(first, nothing).outcome());

        assertEquals(Outcome.COMPLETE, turn(first, page(2, 4, 2, 3, 4), first).outcome());
        assertEquals(4, published());
    }

    /** A larger lag puts the end of the next window before the position, for a while. */
    @Test
    void aLargerLagIsNoClockThatIsBehind() {
        turn(page(1, 1, 1, 1));
        readBy(new Read.Window(LONGEST, OVERLAP, Duration.ofHours(1), HISTORY, ForEach.NOTHING));
        increment = another(api);

        assertEquals(Outcome.COMPLETE, turn().outcome());
    }

    /** A first turn of many windows would begin with the first one again, however far it had come. */
    @Test
    void windowsWithoutAChangeAreNotReadAgainBecauseALaterOneFails() {
        readBy(new Read.Window(Duration.ofHours(12), OVERLAP, LAG, HISTORY, ForEach.NOTHING));
        increment = another(api);
        Instant end = server.time().instant().plus(TURN).minus(LAG);
        assertEquals(Outcome.FAILED, turn(page(1, 0, 0), "<html>").outcome());
        increment = another(api);

        turn(page(1, 0, 0), page(1, 0, 0));

        Instant half = end.minus(HISTORY.dividedBy(2));
        assertEquals(
                window(half.minus(OVERLAP), half.minus(OVERLAP).plus(Duration.ofHours(12))),
                windows().get(2));
    }

    /** Pages of another size begin at other records. */
    @Test
    void aWindowThatIsLeftHalfReadIsReadAnewWithPagesOfAnotherSize() {
        assertEquals(
                Outcome.FAILED,
                turn(page(1, 6, 3, 1, 2), page(3, 6, 3, 5, 6), "<html>").outcome());
        shops = shops.withSource(shops.source().withPageSize(1));
        increment = another(api);

        SweepReport report = turn(
                page(1, 6, 6, 1),
                page(6, 6, 6, 6),
                page(5, 6, 6, 5),
                page(4, 6, 6, 4),
                page(3, 6, 6, 3),
                page(2, 6, 6, 2),
                page(1, 6, 6, 1),
                page(1, 0, 0));

        assertEquals(Outcome.COMPLETE, report.outcome(), report.reason());
        assertEquals(6, published());
    }

    /** A row that was committed late may belong to a page that had been read when the window was left. */
    @Test
    void theTurnAfterAWindowThatWasLeftHalfReadReachesBackAsAnyOther() {
        assertEquals(
                Outcome.FAILED,
                turn(page(1, 4, 2, 1, 2), page(2, 4, 2, 3, 4), "<html>").outcome());
        Instant end = server.time().instant().minus(LAG);

        assertEquals(Outcome.COMPLETE, turn(page(1, 4, 2, 1, 2), page(1, 0, 0)).outcome());

        assertTrue(
                lastBiz().contains("\"modified_begin\":\"" + RequestValue.datetime(end.minus(OVERLAP)) + "\""),
                lastBiz());
    }

    @Test
    void aClockThatIsAheadOfTheApisIsFoundOut() {
        Instant behind = server.time().instant().plus(Duration.ofMinutes(10)).minus(Duration.ofMinutes(8));
        MockResponse answer = new MockResponse.Builder()
                .body(page(1, 1, 1, 1))
                .addHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(behind.atOffset(ZoneOffset.UTC)))
                .build();
        server.answers(answer);

        SweepReport report = turn();

        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.reason().startsWith("this machine's clock is ahead: "), report.reason());
        assertEquals(0, published());
    }

    /** Otherwise every turn would be whole, and ask for nothing, until it is that late once more. */
    @Test
    void aClockThatIsBehindWhatItWasIsFoundOut() {
        turn(page(1, 1, 1, 1));
        server.time().setBack(Duration.ofDays(1));

        SweepReport report = turn();

        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.reason().startsWith("this machine's clock is behind what it was: "), report.reason());
        assertEquals(1, server.pageCalls().size());
    }

    /** The API would have refused the call: somebody else has said this time. */
    @Test
    void aDateThatCannotBeTheApisIsNoTime() {
        MockResponse answer = new MockResponse.Builder()
                .body(page(1, 1, 1, 1))
                .addHeader("Date", "Thu, 01 Jan 2015 00:00:00 GMT")
                .build();
        server.answers(answer);

        assertEquals(Outcome.COMPLETE, turn().outcome());
    }

    @Test
    void aRepairThatCannotReadTheRawTopicMovesNoPosition() {
        turn(page(1, 1, 1, 1));
        Instant end = server.time().instant().minus(LAG);
        kafka.losesItsTopic();
        server.time().pass(Duration.ofMinutes(10));

        assertEquals(Outcome.FAILED, increment.read(Turn.Kind.REPAIR).outcome());

        kafka.comesBack();
        assertEquals(Outcome.COMPLETE, turn(page(1, 0, 0)).outcome());
        assertTrue(
                lastBiz().contains("\"modified_begin\":\"" + RequestValue.datetime(end.minus(OVERLAP)) + "\""),
                lastBiz());
    }

    /** A turn, ten minutes after the one before, in which every answer has to be asked for. */
    private SweepReport turn(String... answers) {
        server.time().pass(TURN);
        int before = server.pageCalls().size();
        server.answers(answers);
        SweepReport report = increment.read();
        if (answers.length > 0) {
            assertEquals(answers.length, server.pageCalls().size() - before, "calls; " + report.reason());
        }
        return report;
    }

    private int published() {
        return (int) kafka.raw().stream()
                .map(raw -> FakeKafka.text(raw.key()))
                .distinct()
                .count();
    }

    private String lastBiz() {
        return server.pageCalls().get(server.pageCalls().size() - 1).parameter("biz");
    }

    /** From when to when each call has asked. */
    private List<String> windows() {
        return server.pageCalls().stream()
                .map(call -> TIMES.matcher(call.parameter("biz"))
                        .results()
                        .map(MatchResult::group)
                        .sorted()
                        .collect(Collectors.joining(",")))
                .toList();
    }

    private static String window(Instant begin, Instant end) {
        return "\"modified_begin\":\"%s\",\"modified_end\":\"%s\""
                .formatted(RequestValue.datetime(begin), RequestValue.datetime(end));
    }

    /** A page of those shops that says so many records and pages there are. */
    private static String page(int index, int records, int pages, int... ids) {
        List<String> all =
                Arrays.stream(ids).mapToObj(id -> Shops.shop(id, "店" + id)).toList();
        return ("{\"code\":0,\"msg\":\"执行成功\",\"data\":{\"page_index\":%d,\"page_size\":2,\"data_count\":%d,\"page_count\":%d,"
                        + "\"has_next\":%s,\"datas\":[%s]}}")
                .formatted(index, records, pages, index < pages, all.stream().collect(Collectors.joining(",")));
    }
}
