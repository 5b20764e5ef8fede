package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Duration LIFE = Duration.ofDays(30);
    private static final String BAD_PARAMETERS = "140 参数不符合规范,请检查传入参数!";
    private static final String DEAD_TOKEN = "100 验证失败！无效的access_token或access_token已过期";
    private static final String DEAD_REFRESH_TOKEN = "100 refresh_token无效或已过期";

    private final FakeClock clock = new FakeClock();
    private final Simulator simulator = Simulator.start(Caller.config(Map.of()).withClock(clock));
    private final Caller caller = new Caller(simulator, clock);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void handsOutTokensAsDocumented() throws Exception {
        JsonNode answer = Caller.json(caller.post(Caller.INIT, caller.signed(caller.initForm())));
        JsonNode data = answer.path("data");
        Set<String> keys = new TreeSet<>();
        data.fieldNames().forEachRemaining(keys::add);

        assertEquals("0 执行成功", Caller.said(answer));
        assertEquals(Set.of("access_token", "expires_in", "refresh_token", "scope"), keys);
        assertTrue(data.path("access_token").asText().matches("[0-9a-f]{32}"), data.toString());
        assertTrue(data.path("refresh_token").asText().matches("[0-9a-f]{32}"), data.toString());
        assertNotEquals(data.path("access_token"), data.path("refresh_token"));
        assertTrue(data.path("expires_in").isIntegralNumber());
        assertEquals(2_592_000, data.path("expires_in").asInt());
        assertEquals("all", data.path("scope").asText());
    }

    @Test
    void acceptsNoCallBeforeThereIsAToken() throws Exception {
        Map<String, String> form = caller.openForm("{}");
        form.put("access_token", "aaaabbbbccccddddeeeeffff00001111");

        assertEquals(DEAD_TOKEN, Caller.said(Caller.json(caller.post(Caller.SHOPS, caller.signed(form)))));
    }

    @Test
    void handsOutTheLiveTokensAgainWithTheRestOfTheirLife() throws Exception {
        JsonNode first = caller.init();
        clock.forward(Duration.ofDays(1));

        JsonNode second = caller.init();

        assertEquals(first.path("access_token"), second.path("access_token"));
        assertEquals(first.path("refresh_token"), second.path("refresh_token"));
        assertEquals(LIFE.minusDays(1).toSeconds(), second.path("expires_in").asLong());
    }

    @Test
    void aTokenEndsAfterItsLifeAndOnlyNewOnesHelp() throws Exception {
        JsonNode first = caller.init();
        clock.forward(LIFE.minusSeconds(1));
        assertEquals("0 执行成功", said());

        clock.forward(Duration.ofSeconds(1));

        assertEquals(DEAD_TOKEN, said());
        assertEquals(
                DEAD_REFRESH_TOKEN,
                Caller.said(caller.refresh(first.path("refresh_token").asText())));
        JsonNode second = caller.init();
        assertNotEquals(first.path("access_token"), second.path("access_token"));
        assertNotEquals(first.path("refresh_token"), second.path("refresh_token"));
        assertEquals("0 执行成功", said());
        assertEquals(
                DEAD_REFRESH_TOKEN,
                Caller.said(caller.refresh(first.path("refresh_token").asText())));
    }

    @Test
    void refreshingKeepsTheTokensAndGivesThemAWholeLife() throws Exception {
        JsonNode first = caller.init();
        clock.forward(LIFE.minusSeconds(1));

        JsonNode answer = caller.refresh(first.path("refresh_token").asText());

        assertEquals("0 执行成功", Caller.said(answer));
        assertEquals(first, answer.path("data"));
        clock.forward(LIFE.minusSeconds(1));
        assertEquals("0 执行成功", said());
        clock.forward(Duration.ofSeconds(1));
        assertEquals(DEAD_TOKEN, said());
    }

    @Test
    void refusesToRefreshWithAnythingElse() throws Exception {
        JsonNode tokens = caller.init();

        assertEquals(DEAD_REFRESH_TOKEN, Caller.said(caller.refresh("11112222333344445555666677778888")));
        assertEquals(
                DEAD_REFRESH_TOKEN,
                Caller.said(caller.refresh(tokens.path("access_token").asText())));
        assertEquals("0 执行成功", said());
    }

    @Test
    void refusesToRefreshWhatWasNeverHandedOut() throws Exception {
        assertEquals(DEAD_REFRESH_TOKEN, Caller.said(caller.refresh("11112222333344445555666677778888")));
    }

    @Test
    void aTokenThatEndsEarlyIsReplacedByARefresh() throws Exception {
        JsonNode first = caller.init();
        simulator.misbehave(Misbehaviour.TOKEN_EXPIRED, 1);
        assertEquals(DEAD_TOKEN, said());

        JsonNode second = caller.refresh(first.path("refresh_token").asText()).path("data");

        assertNotEquals(first.path("access_token"), second.path("access_token"));
        assertEquals(first.path("refresh_token"), second.path("refresh_token"));
        assertEquals(DEAD_TOKEN, said());
        caller.init();
        assertEquals("0 执行成功", said());
    }

    @Test
    void whenAllTokensEndEarlyOnlyNewOnesHelp() throws Exception {
        JsonNode first = caller.init();
        simulator.misbehave(Misbehaviour.REFRESH_EXPIRED, 1);
        assertEquals(DEAD_TOKEN, said());

        assertEquals(
                DEAD_REFRESH_TOKEN,
                Caller.said(caller.refresh(first.path("refresh_token").asText())));
        caller.init();
        assertEquals("0 执行成功", said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"app_key", "timestamp", "grant_type", "charset", "code"})
    void firstTokensWantEveryParameter(String name) throws Exception {
        Map<String, String> form = caller.initForm();
        form.remove(name);

        assertEquals(BAD_PARAMETERS, said(Caller.INIT, caller.signed(form)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app_key", "timestamp", "grant_type", "charset", "refresh_token", "scope"})
    void aRefreshWantsEveryParameter(String name) throws Exception {
        Map<String, String> form =
                caller.refreshForm(caller.init().path("refresh_token").asText());
        form.remove(name);

        assertEquals(BAD_PARAMETERS, said(Caller.REFRESH, caller.signed(form)));
    }

    @ParameterizedTest
    @CsvSource({
        "app_key, 0123456789abcdef0123456789abcdef, '140 参数不符合规范,请检查传入参数!'",
        "charset, gbk, '140 参数不符合规范,请检查传入参数!'",
        "timestamp, 1700000000, 140 验证失败！无效的timestamp，请求最大时间误差15分钟"
    })
    void tokenCallsAreCheckedLikeAnyOther(String name, String value, String refusal) throws Exception {
        Map<String, String> form = caller.initForm();
        form.put(name, value);

        assertEquals(refusal, said(Caller.INIT, caller.signed(form)));
    }

    @Test
    void tokenCallsAreSigned() throws Exception {
        Map<String, String> form = caller.signed(caller.initForm());
        form.put("code", "other1");

        assertEquals("10 验证失败！无效签名", said(Caller.INIT, form));
    }

    @Test
    void knowsNoOtherTokenCall() throws Exception {
        assertEquals("190 接口不存在", said("/openWeb/auth/accessToken", caller.signed(caller.initForm())));
    }

    private String said() throws IOException, InterruptedException {
        return Caller.said(caller.page(1, 1));
    }

    private String said(String path, Map<String, String> form) throws IOException, InterruptedException {
        return Caller.said(Caller.json(caller.post(path, form)));
    }
}
