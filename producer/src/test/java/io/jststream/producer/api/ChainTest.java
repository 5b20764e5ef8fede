package io.jststream.producer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.Shops;
import io.jststream.service.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over a real socket: what is sent, and how often. */
class ChainTest {
    private static final String SHOPS = "/open/shops/query";
    private static final String GOOD = Shops.page(false, Shops.shop(1, "旗舰店"));

    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private JushuitanApi api = server.api(8, folder);

    @BeforeEach
    void open() {
        attempts(8);
    }

    private void attempts(int most) {
        api.close();
        api = server.api(most, folder.resolve("tokens.json"));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    @Test
    void sendsAFormThatItsSignatureCovers() throws InterruptedException {
        server.answers(GOOD);

        Page page = api.page(Shops.source(), 3, new CallTally());

        assertEquals(
                "{\"shop_id\":1,\"shop_name\":\"旗舰店\"}",
                new String(page.records().get(0), UTF_8));
        FakeJushuitan.Call call = server.pageCalls().get(0);
        assertEquals("POST", call.method());
        assertEquals("application/x-www-form-urlencoded;charset=UTF-8", call.contentType());
        assertEquals("{\"page_index\":3,\"page_size\":100}", call.parameter("biz"));
        assertEquals(
                List.of("access_token", "app_key", "biz", "charset", "sign", "timestamp", "version"),
                call.form().keySet().stream().sorted().toList());
        assertEquals(signature(call.form()), call.parameter("sign"));
        assertEquals("1700000000", call.parameter("timestamp"));
        assertEquals(FakeJushuitan.APP_KEY, call.parameter("app_key"));
    }

    @Test
    void asksForATokenFirstAndOnlyOnce() throws InterruptedException {
        server.answers(GOOD, GOOD);

        api.page(Shops.source(), 1, new CallTally());
        api.page(Shops.source(), 2, new CallTally());

        assertEquals(List.of("/openWeb/auth/getInitToken", SHOPS, SHOPS), server.paths());
        Map<String, String> form = server.calls().get(0).form();
        assertEquals(
                List.of("app_key", "charset", "code", "grant_type", "sign", "timestamp"),
                form.keySet().stream().sorted().toList());
        assertEquals("authorization_code", form.get("grant_type"));
        assertTrue(form.getOrDefault("code", "").matches("[a-z]{6}"), form.get("code"));
        assertEquals(signature(form), form.get("sign"));
        assertEquals(3, api.calls());
    }

    @Test
    void signsEachAttemptAnewWithTheTimeOfThen() throws InterruptedException {
        String busy = Shops.refusal(199, "调用太频繁，请稍后再试!");
        server.answers(busy, busy, busy, GOOD);

        api.page(Shops.source(), 1, new CallTally());

        List<FakeJushuitan.Call> calls = server.pageCalls();
        assertEquals(4, calls.size());
        for (int i = 1; i < calls.size(); i++) {
            assertTrue(calls.get(i - 1).timestamp() < calls.get(i).timestamp(), "attempt " + (i + 1));
        }
        calls.forEach(call -> assertEquals(signature(call.form()), call.parameter("sign")));
    }

    @Test
    void renewsATokenThatIsRefusedOnce() throws InterruptedException {
        server.answers(Shops.refusal(100, "验证失败！无效的access_token或access_token已过期"), GOOD);

        api.page(Shops.source(), 1, new CallTally());

        assertEquals(List.of("/openWeb/auth/getInitToken", SHOPS, "/openWeb/auth/getInitToken", SHOPS), server.paths());
        assertEquals(
                List.of("access-1", "access-2"),
                server.pageCalls().stream()
                        .map(call -> call.parameter("access_token"))
                        .toList());
        assertEquals(List.of(), server.time().slept());
    }

    @Test
    void aNewTokenThatIsRefusedTooIsNotRenewedForEver() {
        String refusal = Shops.refusal(100, "access_token超时");
        server.answers(refusal, refusal, refusal);

        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(2, server.pageCalls().size());
        assertEquals(4, server.paths().size());
        assertTrue(error.getMessage().startsWith(SHOPS + ": code 100 access_token超时, again"), error.getMessage());
    }

    @Test
    void aRefusedTimestampIsSignedAgainOnce() throws InterruptedException {
        String refusal = Shops.refusal(140, "验证失败！无效的timestamp，请求最大时间误差15分钟");
        server.answers(refusal, GOOD, refusal, refusal);

        api.page(Shops.source(), 1, new CallTally());
        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(4, server.pageCalls().size());
        assertTrue(error.getMessage().contains("(NTP)"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"199, 1100", "200, 15000"})
    void waitsWhereThereWereTooManyCalls(int code, long millis) throws InterruptedException {
        String busy = Shops.refusal(code, "调用频次超过限制!请稍后再试");
        attempts(1);
        server.answers(busy, busy, GOOD);

        api.page(Shops.source(), 1, new CallTally());

        assertEquals(3, server.pageCalls().size());
        List<Duration> waits = server.time().slept();
        assertEquals(2, waits.size());
        assertTrue(waits.stream().allMatch(wait -> wait.toMillis() >= millis), waits.toString());
    }

    static List<MockResponse> passingFaults() {
        return List.of(
                status(500),
                status(504),
                status(503).newBuilder().addHeader("Retry-After", "0").build(),
                body("<html><body>502 Bad Gateway</body></html>"),
                body(GOOD.substring(0, GOOD.length() / 2)),
                body(""),
                body(Shops.refusal(150, "内部处理异常！")),
                body(GOOD).newBuilder().addHeader("Content-Encoding", "gzip").build(),
                body(GOOD)
                        .newBuilder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build(),
                body(GOOD)
                        .newBuilder()
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
    }

    static List<MockResponse> oddAnswers() {
        return List.of(
                body("{\"code\":0,\"msg\":\"执行成功\",\"data\":null}"),
                body("{\"code\":0,\"msg\":\"执行成功\",\"data\":{\"datas\":null,\"has_next\":false}}"),
                body("{\"code\":0,\"msg\":\"执行成功\",\"data\":{\"datas\":[]}}"));
    }

    @ParameterizedTest
    @MethodSource({"passingFaults", "oddAnswers"})
    void aPassingFaultIsTriedAgainAfterAPause(MockResponse fault) throws InterruptedException {
        server.answers(fault, fault, body(GOOD));

        assertEquals(1, api.page(Shops.source(), 1, new CallTally()).records().size());

        assertEquals(3, server.pageCalls().size());
        assertEquals(2, server.time().slept().size());
        assertEquals(4, api.calls());
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void aFaultThatDoesNotPassIsGivenUpAfterTheLastAttempt(MockResponse fault) {
        attempts(3);
        server.answers(fault, fault, fault, body(GOOD));

        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(3, server.pageCalls().size());
        assertTrue(error.getMessage().endsWith("(attempt 3, the last)"), error.getMessage());
        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertFalse(error.getMessage().contains("旗舰店"), error.getMessage());
    }

    /** It has come whole, so neither the network nor the address is to blame. */
    @ParameterizedTest
    @MethodSource("oddAnswers")
    void anAnswerThatStaysOddIsNoFaultOfTheNetwork(MockResponse odd) {
        attempts(3);
        server.answers(odd, odd, odd, body(GOOD));

        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(3, server.pageCalls().size());
        assertTrue(error.getMessage().startsWith(SHOPS + ": code 0, but found "), error.getMessage());
        assertTrue(error.getMessage().endsWith("(source.records) (attempt 3, the last)"), error.getMessage());
        assertEquals(ExitCode.FAILED, error.exitCode());
        assertEquals(Reach.REQUEST, error.reach());
    }

    @Test
    void aListThatStandsElsewhereIsNotAskedForAgain() {
        server.answers("{\"code\":0,\"data\":{\"orders\":[{\"o_id\":1}],\"has_next\":false}}", GOOD);

        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(1, server.pageCalls().size());
        assertTrue(error.getMessage().contains("one at data.orders; correct source.records"), error.getMessage());
        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
    }

    /** Without a token no other call could be made. */
    @Test
    void aTokenThatIsNotToBeHadConcernsTheWholeAccount() {
        attempts(1);
        server.answersTokenCalls(Shops.refusal(150, "内部处理异常！"), "{\"code\":0,\"data\":{}}");

        ApiException fault = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));
        ApiException odd = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(List.of(Reach.ACCOUNT, Reach.ACCOUNT), List.of(fault.reach(), odd.reach()));
        assertEquals(
                "/openWeb/auth/getInitToken: code 0, but without access_token or expires_in (attempt 1, the last)",
                odd.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"10, 验证失败！无效签名", "110, 该IP不在白名单列表", "190, 无API权限", "200, 参数错误", "777, 没有见过的"})
    void aRefusalIsNotTriedAgain(int code, String message) {
        server.answers(Shops.refusal(code, message), GOOD);

        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(1, server.pageCalls().size());
        assertTrue(error.getMessage().startsWith(SHOPS + ": code " + code + " " + message), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        server.answers(status(status)
                .newBuilder()
                .addHeader("Location", "/open/elsewhere")
                .build());

        ApiException error = assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));

        assertEquals(List.of("/openWeb/auth/getInitToken", SHOPS), server.paths());
        assertTrue(error.getMessage().contains("HTTP " + status), error.getMessage());
        assertTrue(error.getMessage().contains("JST_BASE_URL"), error.getMessage());
    }

    @Test
    void readsAnAnswerThatIsZipped() throws Exception {
        Buffer zipped = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(zipped))) {
            sink.writeUtf8(GOOD);
        }
        server.answers(new MockResponse.Builder()
                .body(zipped)
                .addHeader("Content-Encoding", "gzip")
                .build());

        assertEquals(1, api.page(Shops.source(), 1, new CallTally()).records().size());
    }

    private static String signature(Map<String, String> form) {
        Map<String, String> signed = new HashMap<>(form);
        signed.remove("sign");
        return Signature.of(FakeJushuitan.APP_SECRET, signed);
    }

    private static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    private static MockResponse body(String body) {
        return new MockResponse.Builder().body(body).build();
    }
}
