package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    private static final String BAD_PARAMETERS = "140 参数不符合规范,请检查传入参数!";
    private static final String BAD_TIME = "140 验证失败！无效的timestamp，请求最大时间误差15分钟";
    private static final String BAD_SIGNATURE = "10 验证失败！无效签名";
    private static final String DONE = "0 执行成功";

    private final FakeClock clock = new FakeClock();
    private final Simulator simulator =
            Simulator.start(Caller.config(Map.of("JST_CALLS_PER_SECOND", "2")).withClock(clock));
    private final Caller caller = new Caller(simulator, clock);

    /** What can be wrong with a call, in the order in which the API looks. */
    enum Fault {
        NO_PARAMETERS("130 传输数据不能为空"),
        PARAMETER_MISSING(BAD_PARAMETERS),
        APPLICATION(BAD_PARAMETERS),
        TIME(BAD_TIME),
        SIGNATURE(BAD_SIGNATURE),
        TOKEN("100 验证失败！无效的access_token或access_token已过期"),
        PATH("190 接口不存在"),
        LIMIT("199 调用频次超过限制!请稍后再试"),
        BIZ(BAD_PARAMETERS);

        private final String refusal;

        Fault(String refusal) {
            this.refusal = refusal;
        }
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (Fault earlier : Fault.values()) {
            for (Fault later : Fault.values()) {
                if (earlier.compareTo(later) < 0) {
                    pairs.add(Arguments.of(earlier, later));
                }
            }
        }
        return pairs.stream();
    }

    @BeforeEach
    void token() throws Exception {
        caller.init();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void answersACallThatIsRight() throws Exception {
        assertEquals(DONE, said(Set.of()));
    }

    @ParameterizedTest
    @EnumSource
    void refusesEachFault(Fault fault) throws Exception {
        assertEquals(fault.refusal, said(Set.of(fault)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusesTheEarlierOfTwoFaults(Fault earlier, Fault later) throws Exception {
        assertEquals(earlier.refusal, said(Set.of(earlier, later)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app_key", "access_token", "timestamp", "version", "charset", "biz", "sign"})
    void wantsEveryParameterWithAValue(String name) throws Exception {
        Map<String, String> missing = caller.signed(caller.openForm("{}"));
        missing.remove(name);
        Map<String, String> empty = caller.signed(caller.openForm("{}"));
        empty.put(name, "");

        assertEquals(BAD_PARAMETERS, said(missing));
        assertEquals(BAD_PARAMETERS, said(empty));
    }

    @ParameterizedTest
    @CsvSource({"version, 1", "version, 2.0", "charset, gbk"})
    void wantsTheOnlyVersionAndCharsetThereAre(String name, String value) throws Exception {
        assertEquals(BAD_PARAMETERS, said(signedWith(name, value)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 600})
    void bearsTenMinutesBetweenTheClocks(long seconds) throws Exception {
        assertEquals(
                DONE, said(signedWith("timestamp", Long.toString(clock.instant().getEpochSecond() + seconds))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-601, 601})
    void refusesASecondMore(long seconds) throws Exception {
        assertEquals(
                BAD_TIME,
                said(signedWith("timestamp", Long.toString(clock.instant().getEpochSecond() + seconds))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1793491200000", "1793491200000000000", "99999999999999999999", "2026-11-01 08:00:00", "0", "-1"
            })
    void refusesATimestampThatIsNotInSeconds(String timestamp) throws Exception {
        assertEquals(BAD_TIME, said(signedWith("timestamp", timestamp)));
    }

    @Test
    void refusesWhatWasChangedAfterItWasSigned() throws Exception {
        Map<String, String> form = caller.signed(caller.openForm("{\"page_index\":1}"));
        form.put("biz", "{\"page_index\":2}");

        assertEquals(BAD_SIGNATURE, said(form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "page_index=1", "[]", "[{}]", "null", "1", "{} {}", "{\"page_index\":1}x"})
    void refusesABizThatIsNoObject(String biz) throws Exception {
        assertEquals(BAD_PARAMETERS, said(caller.signed(caller.openForm(biz))));
    }

    @Test
    void readsWhatAFormEscapes() throws Exception {
        assertEquals(DONE, said(caller.signed(caller.openForm("{\"remark\":\"a b+c&d=e%20/🛒老板\"}"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void answersNothingButPost(String method) throws Exception {
        HttpResponse<byte[]> answer = Caller.send(caller.to(Caller.SHOPS)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());

        assertEquals(405, answer.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data"})
    void readsNothingButForms(String type) throws Exception {
        assertEquals(BAD_PARAMETERS, said(type, "{\"page_index\":1}"));
    }

    @Test
    void wantsToBeToldThatItIsAForm() throws Exception {
        HttpRequest untold = caller.to(Caller.SHOPS)
                .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                .build();

        assertEquals(BAD_PARAMETERS, Caller.said(Caller.json(Caller.send(untold))));
    }

    @ParameterizedTest
    @CsvSource({"'', 130 传输数据不能为空", "nothing, 130 传输数据不能为空", "app_key=%zz, '140 参数不符合规范,请检查传入参数!'"})
    void answersAFormThatIsNone(String body, String refusal) throws Exception {
        assertEquals(refusal, said("application/x-www-form-urlencoded", body));
    }

    @Test
    void answersRefusalsAsJsonWithoutData() throws Exception {
        HttpResponse<byte[]> answer = caller.post(Caller.SHOPS, Map.of("app_key", "x"));

        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json;charset=utf-8",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "{\"code\":140,\"msg\":\"参数不符合规范,请检查传入参数!\"}",
                Caller.json(answer).toString());
    }

    private String said(Set<Fault> faults) throws IOException, InterruptedException {
        Map<String, String> form = caller.openForm(faults.contains(Fault.BIZ) ? "{" : "{}");
        if (faults.contains(Fault.PARAMETER_MISSING)) {
            form.remove("version");
        }
        if (faults.contains(Fault.APPLICATION)) {
            form.put("app_key", "0123456789abcdef0123456789abcdef");
        }
        if (faults.contains(Fault.TIME)) {
            form.put("timestamp", Long.toString(clock.instant().getEpochSecond() - 3600));
        }
        if (faults.contains(Fault.TOKEN)) {
            form.put("access_token", "aaaabbbbccccddddeeeeffff00001111");
        }
        if (faults.contains(Fault.LIMIT)) {
            for (int i = 0; i < 2; i++) {
                assertEquals(DONE, Caller.said(caller.page(1, 1)));
            }
        }
        Map<String, String> signed = caller.signed(form);
        if (faults.contains(Fault.SIGNATURE)) {
            signed.put("sign", ServerSignature.compute("another secret", form));
        }
        return Caller.said(Caller.json(caller.post(
                faults.contains(Fault.PATH) ? "/open/shop/query" : Caller.SHOPS,
                faults.contains(Fault.NO_PARAMETERS) ? Map.of() : signed)));
    }

    private String said(Map<String, String> form) throws IOException, InterruptedException {
        return Caller.said(Caller.json(caller.post(Caller.SHOPS, form)));
    }

    private String said(String type, String body) throws IOException, InterruptedException {
        return Caller.said(Caller.json(Caller.send(caller.to(Caller.SHOPS)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build())));
    }

    private Map<String, String> signedWith(String name, String value) {
        Map<String, String> form = new HashMap<>(caller.openForm("{}"));
        form.put(name, value);
        return caller.signed(form);
    }
}
