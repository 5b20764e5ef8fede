package io.jststream.producer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.integration.Source;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Gone;
import io.jststream.integration.Source.Gone.Deed;
import io.jststream.integration.Source.Read.Rowversion;
import io.jststream.integration.Source.Read.Window;
import io.jststream.producer.Shops;
import io.jststream.service.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final Instant ARRIVED = Instant.ofEpochMilli(1_700_000_000_123L);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "true, true",
                "false, false",
                "'\"true\"', true",
                "'\"false\"', false",
                "'\"True\"', true",
                "1, true",
                "0, false",
                "'\"1\"', true",
                "'\"0\"', false"
            })
    void hasNextIsUnderstoodAsClientsHaveMetIt(String sent, boolean hasNext) throws IOException {
        assertEquals(
                hasNext,
                page("{\"code\":0,\"data\":{\"datas\":[],\"has_next\":%s}}".formatted(sent))
                        .hasNext());
    }

    /** Taken for the last page, it would end a sweep early and call the rest of the shops gone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"code":0,"data":{"datas":[]}}                                      | nothing
            {"code":0,"has_next":false,"data":{"datas":[]}}                     | nothing
            {"code":0,"data":{"datas":[],"has_next":null}}                      | null
            {"code":0,"data":{"datas":[],"has_next":""}}                        | ""
            {"code":0,"data":{"datas":[],"has_next":2}}                         | 2
            {"code":0,"data":{"datas":[],"has_next":"maybe"}}                   | "maybe"
            {"code":0,"data":{"datas":[],"has_next":{}}}                        | an object
            {"code":0,"data":{"datas":[],"has_next":"0123456789abcdefghijklm"}} | "0123456789abcdefghi…
            """)
    void withoutHasNextItIsNotTheLastPage(String body, String found) {
        OddAnswerException error = assertThrows(OddAnswerException.class, () -> page(body));

        assertEquals(
                "code 0, but found " + found
                        + " at data.has_next, expected true or false beside the list (source.records)",
                error.getMessage());
    }

    /** The next answer may be whole. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"code":0}                                    | nothing at data
            {"code":0,"data":null}                        | null at data
            {"code":0,"data":null,"errors":[]}            | null at data
            {"code":0,"data":[]}                          | a list at data
            {"code":0,"data":{"has_next":false}}          | nothing at data.datas
            {"code":0,"data":{"datas":{},"has_next":false,"others":[]}} | an object at data.datas
            {"code":0,"data":{"datas":"","has_next":false}}             | a plain value at data.datas
            {"code":0,"data":{"datas":null,"has_next":false}} | null at data.datas and nothing that says that there are no records (has_next false, data_count 0)
            """)
    void withoutItsListItIsNotAnEmptyPage(String body, String found) {
        OddAnswerException error = assertThrows(OddAnswerException.class, () -> page(body));

        assertEquals(
                "code 0, but found " + found + ", expected a list at data.datas (source.records)", error.getMessage());
        assertEquals(Verdict.Kind.RETRY, error.verdict().kind());
        assertEquals(ExitCode.FAILED, error.verdict().exitCode());
    }

    /** No next answer would do. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"code":0,"data":{"shops":[],"has_next":false}}            | data.shops
            {"code":0,"datas":[],"has_next":false}                     | datas
            {"code":0,"data":{"page_index":1,"orders":[{"o_id":1}]}}   | data.orders
            {"code":0,"data":[{"shop_id":1}]}                          | data
            """)
    void aListThatStandsElsewhereIsTheCatalogsFault(String body, String elsewhere) {
        OddAnswerException error = assertThrows(OddAnswerException.class, () -> page(body));

        assertEquals(
                "code 0, but no list at data.datas (source.records) and one at " + elsewhere
                        + "; correct source.records in the catalog",
                error.getMessage());
        assertEquals(Verdict.Kind.GIVE_UP, error.verdict().kind());
        assertEquals(ExitCode.BAD_CONFIGURATION, error.verdict().exitCode());
        assertEquals(Reach.ACCOUNT, error.verdict().reach());
    }

    /** Of a whole list rows are deleted for not standing on its pages, and a window is passed: there a count must say that there are none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "has_next":false,"data_count":0                    | true  | true
            "has_next":"false","data_count":"0","page_count":0 | true  | true
            "has_next":false                                   | false | true
            "has_next":false,"data_count":null                 | false | true
            "has_next":false,"data_count":3                    | false | false
            "has_next":false,"data_count":""                   | false | false
            "has_next":true,"data_count":0                     | false | false
            "data_count":0                                     | false | false
            """)
    void nullIsAnEmptyListWhereItCanMeanNothingElse(String beside, boolean believed, boolean ofRowVersions)
            throws IOException {
        String body = "{\"code\":0,\"data\":{\"datas\":null," + beside + "}}";
        Source shops = Shops.source();

        assertEquals(believed, isEmpty(body, shops));
        assertEquals(believed, isEmpty(body, shops.withGone(new Gone(Deed.KEEP, 2, 20, Optional.empty()))));
        Duration day = Duration.ofDays(1);
        assertEquals(believed, isEmpty(body, read(new Window(day, day, day, day, ForEach.NOTHING))));
        assertEquals(ofRowVersions, isEmpty(body, read(new Rowversion("start_ts", "ts", ForEach.NOTHING))));
    }

    private static boolean isEmpty(String body, Source source) throws IOException {
        try {
            Page page = Page.from(answer(body), source);
            assertEquals(List.of(), page.records());
            assertEquals(false, page.hasNext());
            return true;
        } catch (OddAnswerException refused) {
            return false;
        }
    }

    private static Source read(Source.Read read) {
        Source shops = Shops.source();
        return new Source(
                shops.api(), shops.request(), shops.records(), shops.key(), read, Duration.ofMinutes(5), shops.gone());
    }

    /** The tree has the last of them, and the bytes are cut from the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":0,\"data\":{\"datas\":null},\"data\":{\"datas\":[],\"has_next\":false}}",
                "{\"code\":0,\"data\":{},\"data\":{\"datas\":[],\"has_next\":false}}",
                "{\"code\":0,\"data\":null,\"data\":{\"datas\":[],\"has_next\":false}}"
            })
    void aNameThatStandsTwiceIsNotReadFromBoth(String body) {
        OddAnswerException error = assertThrows(OddAnswerException.class, () -> page(body));

        assertEquals(
                "code 0, but a name of data.datas stands there twice, and no list at the first (source.records)",
                error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"shop_id\":1,\"rate\":1.10}",
                "{\"shop_id\":12345678901234567890}",
                "{\"n\":0.1000000000000000000000000001,\"e\":1E+2,\"z\":-0.0}",
                "{ \"shop_id\" : 1 ,\t\"nested\" : { \"a\" : [ 1 , [ ] , { } ] } }",
                "{\"shop_name\":\"旗舰店🛒 \\u65d7 \\\" \\/ ]} ,\"}",
                "{\"a\":1,\"a\":2}",
                "{}",
                "null",
                "true",
                "1.10",
                "-12345678901234567890",
                "\"旗舰店\"",
                "\"\"",
                "[1, 2]"
            })
    void anElementKeepsTheBytesThatTheApiSent(String record) throws IOException {
        String body = "{\"msg\":\"执行成功\",\"code\":0,\"data\":{\"datas\":[\n %s , %s,%s ],\"has_next\":false}}"
                .formatted(record, record, record);

        assertEquals(List.of(record, record, record), texts(page(body)));
    }

    @Test
    void whatStandsAroundTheListDoesNotMatter() throws IOException {
        String body = """
                {"msg": "执行成功", "datas": ["not this"], "extra": {"datas": ["nor this"], "has_next": true},
                 "data": {"page_index": 1, "other": {"datas": ["nor that"]}, "has_next": false, "more": [[{}]],
                          "datas": [{"shop_id": 1}], "page_size": 100},
                 "request_id": "r-1", "issuccess": true, "code": 0}
                """;

        assertEquals(List.of("{\"shop_id\": 1}"), texts(page(body)));
    }

    @Test
    void aListMayStandAtTheTop() throws IOException {
        Source top = new Source(
                "/open/old/query",
                List.of(),
                "datas",
                List.of("id"),
                new Source.Read.Sweep(),
                Duration.ofMinutes(5),
                new Source.Gone(2, 20));

        Page page = Page.from(answer("{\"code\":0,\"datas\":[{\"id\":1}],\"has_next\":true}"), top);

        assertEquals(List.of("{\"id\":1}"), texts(page));
        assertEquals(true, page.hasNext());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"data_count\":7,\"page_count\":2', 7, 2",
        "'\"data_count\":\"7\",\"page_count\":\"2\"', 7, 2",
        "'\"data_count\":null,\"page_count\":null', ,",
        "'\"data_count\":0,\"page_count\":0', ,",
        "'\"data_count\":7', ,"
    })
    void totalsThatMeanNothingAreNone(String fields, @Nullable Long records, @Nullable Integer pages)
            throws IOException {
        Page page = page("{\"code\":0,\"data\":{" + fields + ",\"has_next\":false,\"datas\":[]}}");

        assertEquals(Optional.ofNullable(records), page.totals().map(Page.Totals::records));
        assertEquals(Optional.ofNullable(pages), page.totals().map(Page.Totals::pages));
    }

    @Test
    void thePageKnowsWhenItArrived() throws IOException {
        assertEquals(ARRIVED, page(Shops.page(false)).fetchedAt());
    }

    private static Page page(String body) throws IOException {
        return Page.from(answer(body), Shops.source());
    }

    private static Answer answer(String body) {
        return new Answer(200, body.getBytes(UTF_8), ARRIVED);
    }

    private static List<String> texts(Page page) {
        return page.records().stream().map(record -> new String(record, UTF_8)).toList();
    }
}
