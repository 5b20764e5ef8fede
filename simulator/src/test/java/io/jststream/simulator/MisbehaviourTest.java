package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads three pages of 100, 100 and 50 shops, one of which is answered wrongly. */
class MisbehaviourTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST = "rows 0 to 99, has_next true";
    private static final String SECOND = "rows 100 to 199, has_next true";
    private static final String THIRD = "rows 200 to 249, has_next false";

    private final Simulator simulator = Simulator.start(Caller.config(Map.of("JST_SIMULATOR_SHOPS", "250")));
    private final Caller caller = new Caller(simulator, InstantSource.system());
    private final List<Long> ids = simulator.shops().snapshot().stream()
            .map(shop -> shop.path("shop_id").asLong())
            .toList();
    private Duration patience = Duration.ofSeconds(30);
    private int asked;

    /** What the second page looks like; a new constant does not compile until it says so here. */
    private static String secondPage(Misbehaviour kind) {
        return switch (kind) {
            case LIMIT_PER_SECOND -> "code 199 调用频次超过限制!请稍后再试";
            case LIMIT_PER_MINUTE -> "code 200 调用频次超过限制!";
            case TOKEN_EXPIRED, REFRESH_EXPIRED -> "code 100 验证失败！无效的access_token或access_token已过期";
            case TIMESTAMP_REFUSED -> "code 140 验证失败！无效的timestamp，请求最大时间误差15分钟";
            case INTERNAL_ERROR -> "code 150 内部处理异常！";
            case IP_REFUSED -> "code 110 验证失败！已设置IP白名单，该IP不在白名单列表：203.0.113.9，请登录开发者后台自行添加IP";
            case NO_PERMISSION -> "code 190 验证失败！无API权限，请申请API权限";
            case BAD_REQUEST_HTML -> "400 text/html 400 The plain HTTP request was sent to HTTPS port";
            case SERVER_ERROR -> "500 text/html 500 Internal Server Error";
            case BAD_GATEWAY -> "502 text/html 502 Bad Gateway";
            case TOO_MANY_REQUESTS -> "429 text/html 429 Too Many Requests";
            case SLOW -> "later than the caller waits";
            case TRUNCATED -> "200 application/json;charset=utf-8 that breaks off";
            case HTML_PAGE -> "200 text/html 系统维护中";
            case GZIP -> "zipped " + SECOND;
            case DUPLICATED_ROWS -> "rows 99 to 198, has_next true";
            case ROW_TWICE -> "rows 100 to 198, one twice, has_next true";
            case SKIPPED_ROWS -> "rows 101 to 200, has_next true";
            case SHOP_CLOSED -> "rows 101 to 200, has_next true";
            case REPEATED_PAGE -> FIRST;
            case PAGE_INDEX_STUCK -> FIRST + ", page_index 1";
            case EMPTY_PAGE -> "no rows, has_next true";
            case SHORT_PAGE -> "rows 100 to 198, has_next true";
            case HAS_NEXT_WRONG -> "rows 100 to 199, has_next false";
            case HAS_NEXT_AS_TEXT -> "rows 100 to 199, has_next \"true\"";
            case EXTRA_KEYS -> SECOND + ", and [requestId, trace]";
            case DATA_NULL -> "code 0 执行成功, data null";
            case CONNECTION_CLOSED -> "a connection that ends";
        };
    }

    @BeforeEach
    void token() throws Exception {
        caller.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHOP_CLOSED")
    void happensAsOftenAsOrderedAndOnlyOnItsPage(Misbehaviour kind) throws Exception {
        simulator.misbehave(kind, 2, 2);
        if (kind == Misbehaviour.SLOW) {
            patience = Duration.ofMillis(1500);
        }

        assertEquals(List.of(FIRST, secondPage(kind)), pages(2));
        assertEquals(List.of(FIRST, secondPage(kind)), pages(2));
        assertEquals(List.of(FIRST, SECOND, THIRD), pages(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"TOKEN_EXPIRED", "SERVER_ERROR", "DUPLICATED_ROWS", "GZIP", "CONNECTION_CLOSED"})
    void whatIsOrderedForAnyPageMeetsTheNextCall(Misbehaviour kind) throws Exception {
        assertEquals(FIRST, page(1));
        simulator.misbehave(kind, 1);

        assertEquals(secondPage(kind), page(2));
        assertEquals(List.of(FIRST, SECOND, THIRD), pages(3));
    }

    @Test
    void aPagesOwnComesBeforeThatOfAnyPage() throws Exception {
        simulator.misbehave(Misbehaviour.SERVER_ERROR, 1);
        simulator.misbehave(Misbehaviour.DATA_NULL, 1, 1);

        assertEquals("code 0 执行成功, data null", page(1));
        assertEquals("500 text/html 500 Internal Server Error", page(1));
        assertEquals(FIRST, page(1));
    }

    @Test
    void severalKindsComeInTheirOrder() throws Exception {
        simulator.misbehave(Misbehaviour.DATA_NULL, 1, 2);
        simulator.misbehave(Misbehaviour.LIMIT_PER_SECOND, 1, 2);

        assertEquals("code 0 执行成功, data null", page(2));
        assertEquals("code 199 调用频次超过限制!请稍后再试", page(2));
        assertEquals(SECOND, page(2));
    }

    @Test
    void tokenCallsAreSpared() throws Exception {
        simulator.misbehave(Misbehaviour.SERVER_ERROR, 1);

        assertTrue(caller.init().path("expires_in").asLong() > 0);
        assertEquals("500 text/html 500 Internal Server Error", page(1));
    }

    @Test
    void duplicatedRowsPushNoRowOut() throws Exception {
        simulator.misbehave(Misbehaviour.DUPLICATED_ROWS, 1, 2);
        assertEquals(List.of(FIRST, "rows 99 to 198, has_next true", "rows 199 to 249, has_next false"), pages(3));

        simulator.misbehave(Misbehaviour.DUPLICATED_ROWS, 1, 2);
        simulator.misbehave(Misbehaviour.DUPLICATED_ROWS, 1, 3);
        assertEquals(List.of(FIRST, "rows 99 to 198, has_next true", "rows 198 to 249, has_next false"), pages(3));
    }

    @Test
    void skippedRowsStandOnNoPage() throws Exception {
        simulator.misbehave(Misbehaviour.SKIPPED_ROWS, 1, 2);

        assertEquals(List.of(FIRST, "rows 101 to 200, has_next true", "rows 201 to 249, has_next false"), pages(3));
    }

    @Test
    void aClosedShopIsNotListedAnyMoreAndTheOthersMoveUp() throws Exception {
        simulator.misbehave(Misbehaviour.SHOP_CLOSED, 1, 2);

        assertEquals(List.of(FIRST, secondPage(Misbehaviour.SHOP_CLOSED), "rows 201 to 249, has_next false"), pages(3));
        assertEquals("rows 1 to 100, has_next true", page(1));
        assertEquals(249, simulator.shops().size());
    }

    @Test
    void theLastPageCanPromiseAnotherThatIsEmpty() throws Exception {
        simulator.misbehave(Misbehaviour.HAS_NEXT_WRONG, 1, 3);

        assertEquals("rows 200 to 249, has_next true", page(3));
        assertEquals("no rows, has_next false", page(4));
    }

    @Test
    void aSlowAnswerIsTheRegularOne() throws Exception {
        simulator.misbehave(Misbehaviour.SLOW, 1);

        HttpResponse<byte[]> answer = Caller.send(request(1, Duration.ofSeconds(30)));

        assertEquals(FIRST, seen(answer));
    }

    @Test
    void theJournalSaysWhatWasReallyAnswered() throws Exception {
        for (Misbehaviour kind : List.of(
                Misbehaviour.CONNECTION_CLOSED,
                Misbehaviour.TRUNCATED,
                Misbehaviour.BAD_GATEWAY,
                Misbehaviour.INTERNAL_ERROR,
                Misbehaviour.GZIP)) {
            simulator.misbehave(kind, 1);
            page(2);
        }

        assertEquals(
                List.of("page 2: 0 -1", "page 2: 200 -1", "page 2: 502 -1", "page 2: 200 150", "page 2: 200 0"),
                simulator.journal().callsTo(Caller.SHOPS).stream()
                        .map(call -> "page " + call.page() + ": " + call.status() + " " + call.code())
                        .toList());
    }

    @Test
    void aClosedConnectionAnswersNothing() {
        simulator.misbehave(Misbehaviour.CONNECTION_CLOSED, 1);

        IOException error = assertThrows(IOException.class, () -> Caller.send(request(1, Duration.ofSeconds(30))));

        assertTrue(!(error instanceof HttpTimeoutException), error::toString);
    }

    /** The first pages, one after the other, with tokens that live. */
    private List<String> pages(int last) throws IOException, InterruptedException {
        caller.init();
        List<String> seen = new ArrayList<>();
        for (int page = 1; page <= last; page++) {
            seen.add(page(page));
        }
        return seen;
    }

    private String page(int page) throws IOException, InterruptedException {
        try {
            return seen(Caller.send(request(page, patience)));
        } catch (HttpTimeoutException e) {
            return "later than the caller waits";
        } catch (IOException e) {
            return "a connection that ends";
        }
    }

    private HttpRequest request(int page, Duration patience) {
        asked = page;
        Map<String, String> form = caller.signed(caller.openForm("{\"page_index\":" + page + ",\"page_size\":100}"));
        return HttpRequest.newBuilder(caller.request(Caller.SHOPS, form), (name, value) -> true)
                .timeout(patience)
                .build();
    }

    /** What a caller sees, in words. */
    private String seen(HttpResponse<byte[]> answer) throws IOException {
        boolean zipped =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        byte[] body =
                zipped ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes() : answer.body();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            String page = new String(body, StandardCharsets.UTF_8);
            return answer.statusCode() + " " + type + " " + page.replaceAll(".*<title>(.*)</title>.*", "$1");
        }
        assertEquals(200, answer.statusCode());
        try {
            return (zipped ? "zipped " : "") + seen(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return answer.statusCode() + " " + type + " that breaks off";
        }
    }

    private String seen(JsonNode answer) {
        JsonNode data = answer.path("data");
        String code = "code " + Caller.said(answer);
        if (!data.isObject()) {
            return code + (data.isNull() ? ", data null" : "");
        }
        assertEquals("code 0 执行成功", code);
        List<Integer> rows = data.path("datas").findValues("shop_id").stream()
                .map(id -> ids.indexOf(id.asLong()))
                .toList();
        List<Integer> distinct = rows.stream().distinct().toList();
        for (int i = 1; i < distinct.size(); i++) {
            assertEquals(distinct.get(i - 1) + 1, distinct.get(i), "rows follow one another");
        }
        TreeSet<String> keys = new TreeSet<>();
        answer.fieldNames().forEachRemaining(keys::add);
        keys.removeAll(List.of("code", "msg", "data"));
        return (rows.isEmpty() ? "no rows" : "rows " + rows.get(0) + " to " + rows.get(rows.size() - 1))
                + (distinct.size() < rows.size() ? ", one twice" : "")
                + ", has_next " + data.path("has_next")
                + (data.path("page_index").asInt() == asked ? "" : ", page_index " + data.path("page_index"))
                + (keys.isEmpty() ? "" : ", and " + keys);
    }
}
