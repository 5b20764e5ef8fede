package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.page;
import static io.jststream.producer.sweep.SweptShops.pages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.LastSync;
import io.jststream.integration.Source;
import io.jststream.integration.Source.Gone;
import io.jststream.integration.Source.Gone.Deed;
import io.jststream.integration.Source.Read;
import io.jststream.integration.Source.RequestField;
import io.jststream.integration.SweepRules;
import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.FakeTime;
import io.jststream.producer.Shops;
import io.jststream.producer.increment.FirstRequest;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose request moves with time. The first turn begins at 06:18:20 in Beijing, each other one five minutes later. */
class MovingRequestTest {
    private static final String FIRST = "2023-11-08 06:18:20 to 2023-11-15 06:18:20";

    @TempDir
    Path folder = Path.of("");

    private SweptShops shops = new SweptShops(folder, MovingRequestTest::since);

    @BeforeEach
    void open() {
        shops.close();
        shops = new SweptShops(folder, MovingRequestTest::since);
    }

    @AfterEach
    void close() {
        shops.close();
    }

    @Test
    void allPagesOfASweepCarryTheSameTimes() {
        shops.pagesTake(Duration.ofMinutes(3));

        shops.turn(page(true, 1, 2), page(true, 3, 4), page(false, 5));

        assertEquals(List.of(FIRST, FIRST, FIRST), asked());
    }

    @Test
    void theNextProcessGoesOnWithTheSameTimes() {
        shops.diesAfter(page(true, 1, 2), page(true, 3, 4));
        shops.restarts();

        assertTrue(shops.soon(page(false, 5)).resumed());

        assertEquals(List.of(FIRST, FIRST, FIRST), asked());
        assertTrue(lastBiz().startsWith("{\"page_index\":3,\"page_size\":2,"), lastBiz());
    }

    /** What it has read so far lies in another range than a usual turn's. */
    @Test
    void theNextProcessGoesOnWithTheTimesOfARepair() {
        shops.turn(1, 2, 3);
        shops.kafka().forgetsItsRecords();
        shops.diesAfter(Turn.Kind.REPAIR, page(true, 1, 2));
        shops.restarts();

        assertTrue(shops.soon(page(false, 3)).resumed());

        String repair = "2023-11-08 06:23:20 to 2023-11-15 06:23:20";
        assertEquals(List.of(repair, repair), asked().subList(2, 4));
    }

    /** Its first pages have shown another range. */
    @Test
    void aSweepWithoutSuchATimeIsNotGoneOnWith() {
        shops.restarts(MovingRequestTest::lastThreeDays);
        shops.diesAfter(page(true, 1, 2));
        shops.restarts(MovingRequestTest::since);

        assertFalse(shops.soon(pages(1, 2, 3)).resumed());
    }

    @Test
    void asksFromTheLastWholeSweepLessTheOverlap() {
        shops.turn(1, 2);
        shops.turn(1);
        shops.restarts();
        shops.turn(2);

        assertEquals(
                List.of(
                        FIRST,
                        "2023-11-15 06:13:20 to 2023-11-15 06:23:20",
                        "2023-11-15 06:18:20 to 2023-11-15 06:28:20"),
                asked());
        assertEquals("{\"absent\":{},\"empty\":0,\"last_whole\":\"2023-11-14T22:28:20Z\"}", shops.state());
    }

    /** Of a machine that is eight minutes ahead; the API refuses a call only from fifteen on. */
    @Test
    void whereTheClockIsAheadTheNextAsksFromTheApisTime() {
        Instant behind = shops.server().time().instant().minus(Duration.ofMinutes(7));
        shops.server()
                .answers(new MockResponse.Builder()
                        .body(page(false, 1))
                        .addHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(behind.atOffset(ZoneOffset.UTC)))
                        .build());
        shops.soon();

        shops.turn(1);

        assertEquals("2023-11-15 06:01:20 to 2023-11-15 06:19:20", asked().get(1));
    }

    @Test
    void afterASweepThatFailedTheNextAsksFromWhereItDid() {
        shops.turn(1, 2);
        assertEquals(
                Outcome.FAILED,
                shops.turn(page(true, 1, 2), Shops.refusal(110, "该IP不在白名单列表")).outcome());
        shops.turn(1);

        assertEquals(
                List.of(
                        "2023-11-15 06:13:20 to 2023-11-15 06:23:20",
                        "2023-11-15 06:13:20 to 2023-11-15 06:23:20",
                        "2023-11-15 06:13:20 to 2023-11-15 06:28:20"),
                asked().subList(1, 4));
    }

    /** Rows may have moved between its two parts, and nobody would ask for them again. */
    @Test
    void afterASweepThatWasGoneOnWithTheNextAsksFromWhereItDid() {
        shops.turn(1, 2);
        shops.diesAfter(page(true, 1, 3));
        shops.restarts();
        assertEquals(Outcome.COMPLETE, shops.soon(page(false, 4)).outcome());

        shops.turn(5);

        assertEquals("2023-11-15 06:13:20 to 2023-11-15 06:29:20", asked().get(3));
    }

    @Test
    void afterASweepThatDriftedTheNextAsksFromWhereItDid() {
        shops.turn(1, 2);
        SweepReport drifted = shops.turn(page(true, 1, 2), page(false, 2, 3), page(true, 1, 2), page(false, 2, 3));
        assertEquals(Outcome.DRIFTED, drifted.outcome());

        shops.turn(1);

        assertEquals("2023-11-15 06:13:20 to 2023-11-15 06:28:20", asked().get(5));
    }

    @Test
    void afterASweepThatWasWithheldTheNextAsksFromWhereItDid() {
        SweepRules rules = new SweepRules(2, Optional.empty(), Map.of(), Map.of());
        shops.restarts(source -> since(source).withRules(rules));
        assertEquals(Outcome.WITHHELD, shops.turn(1).outcome());

        shops.turn(1, 2);

        assertEquals("2023-11-08 06:23:20 to 2023-11-15 06:23:20", asked().get(1));
        shops.turn(1, 2);
        assertEquals("2023-11-15 06:18:20 to 2023-11-15 06:28:20", asked().get(2));
    }

    @Test
    void aRepairReadsTheWholeHistory() {
        shops.turn(1, 2);
        shops.repair(1, 2);
        shops.turn(1);

        assertEquals(
                List.of("2023-11-08 06:23:20 to 2023-11-15 06:23:20", "2023-11-15 06:18:20 to 2023-11-15 06:28:20"),
                asked().subList(1, 3));
    }

    /** Nothing may just have changed, and what is not in the range is still there. */
    @Test
    void anEmptyRangeIsWholeAndNothingIsGone() {
        shops.turn(1, 2, 3);

        List<SweepReport> empty = List.of(shops.turn(page(false)), shops.turn(page(false)), shops.turn(page(false)));

        assertEquals(
                List.of(Outcome.COMPLETE, Outcome.COMPLETE, Outcome.COMPLETE),
                empty.stream().map(SweepReport::outcome).toList());
        assertEquals(List.of(), shops.tombstones());
        assertEquals(3, shops.topic().knownKeys());
    }

    @Test
    void aRangeWithoutALastSyncIsReadAnewEachTime() {
        shops.restarts(MovingRequestTest::lastThreeDays);
        shops.turn(1);
        shops.turn(2);

        assertEquals("{\"page_index\":1,\"page_size\":2,\"day\":\"2023-11-12\"}", lastBiz());
        assertEquals("{\"absent\":{},\"empty\":0}", shops.state());
    }

    @Test
    void aFirstLookAsksAsTheFirstSweepWould() {
        Source looked = FirstRequest.of(since(Shops.source()), FakeTime.START).source();

        assertFalse(looked.moves());
        assertEquals(
                List.of("2023-11-08 06:13:20", "2023-11-15 06:13:20"),
                looked.request().subList(2, 4).stream().map(RequestField::value).toList());
    }

    private String lastBiz() {
        return shops.lastBiz();
    }

    /** The ranges that were asked for. */
    private List<String> asked() {
        return shops.server().pageCalls().stream().map(MovingRequestTest::range).toList();
    }

    private static String range(FakeJushuitan.Call call) {
        String biz = call.parameter("biz");
        return biz.replaceAll(".*\"begin\":\"([^\"]*)\",\"end\":\"([^\"]*)\".*", "$1 to $2");
    }

    private static Source since(Source shops) {
        return asking(
                shops,
                Optional.of(new LastSync(Duration.ofMinutes(5), Duration.ofDays(7))),
                new RequestField("begin", "{{LAST_SYNC_TIME|datetime}}"),
                new RequestField("end", "{{CURRENT_TIME|datetime}}"));
    }

    private static Source lastThreeDays(Source shops) {
        return asking(shops, Optional.empty(), new RequestField("day", "{{DAYS_AGO_3|date}}"));
    }

    private static Source asking(Source shops, Optional<LastSync> lastSync, RequestField... fields) {
        List<RequestField> request = new ArrayList<>(shops.request());
        request.addAll(List.of(fields));
        return new Source(
                shops.api(),
                request,
                shops.records(),
                shops.key(),
                new Read.Sweep(lastSync),
                shops.schedule(),
                shops.repair(),
                new Gone(Deed.KEEP, 2, 20, Optional.empty()));
    }
}
