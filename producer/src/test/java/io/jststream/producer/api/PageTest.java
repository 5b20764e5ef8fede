package io.jststream.producer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.integration.Source;
import io.jststream.producer.Shops;
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
    @ValueSource(
            strings = {
                "{\"code\":0,\"data\":{\"datas\":[]}}",
                "{\"code\":0,\"has_next\":false,\"data\":{\"datas\":[]}}",
                "{\"code\":0,\"data\":{\"datas\":[],\"has_next\":null}}",
                "{\"code\":0,\"data\":{\"datas\":[],\"has_next\":\"\"}}",
                "{\"code\":0,\"data\":{\"datas\":[],\"has_next\":2}}",
                "{\"code\":0,\"data\":{\"datas\":[],\"has_next\":\"maybe\"}}",
                "{\"code\":0,\"data\":{\"datas\":[],\"has_next\":{}}}"
            })
    void withoutHasNextItIsNotTheLastPage(String body) {
        IOException error = assertThrows(IOException.class, () -> page(body));

        assertEquals("an answer without data.has_next", error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":0}",
                "{\"code\":0,\"data\":null}",
                "{\"code\":0,\"data\":[]}",
                "{\"code\":0,\"data\":{\"has_next\":false}}",
                "{\"code\":0,\"data\":{\"datas\":null,\"has_next\":false}}",
                "{\"code\":0,\"data\":{\"datas\":{},\"has_next\":false}}",
                "{\"code\":0,\"data\":{\"datas\":\"\",\"has_next\":false}}",
                "{\"code\":0,\"data\":{\"shops\":[],\"has_next\":false}}",
                "{\"code\":0,\"datas\":[],\"has_next\":false}"
            })
    void withoutItsListItIsNotAnEmptyPage(String body) {
        IOException error = assertThrows(IOException.class, () -> page(body));

        assertEquals("an answer without the list data.datas", error.getMessage());
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
