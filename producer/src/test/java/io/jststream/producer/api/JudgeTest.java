package io.jststream.producer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.api.Verdict.Kind;
import io.jststream.service.ExitCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    /** The table of codes: one number has several meanings, and the message tells them apart. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0    | 执行成功                                           | ACCEPT
            "0"  | 执行成功                                           | ACCEPT
            199  | 调用频次超过限制!请稍后再试                            | WAIT
            199  | 调用太频繁，请稍后再试!                               | WAIT
            200  | 调用频次超过限制                                     | WAIT
            "200"| 调用频次超过限制!                                    | WAIT
            200  | 参数错误: page_size                                | GIVE_UP
            100  | 验证失败！无效的access_token或access_token已过期       | RENEW_TOKEN
            100  | access_token超时                                  | RENEW_TOKEN
            100  | refresh_token无效或已过期                            | GIVE_UP
            140  | 验证失败！无效的timestamp，请求最大时间误差15分钟          | RESIGN
            140  | 参数不符合规范,请检查传入参数!                          | GIVE_UP
            180  | timestamp无效(10分钟)                              | RESIGN
            180  | 执行失败!                                          | GIVE_UP
            150  | 内部处理异常！                                       | RETRY
            150  | 服务商应用禁止刷新access_token,需商户重新授权             | GIVE_UP
            10   | 验证失败！无效签名                                    | GIVE_UP
            110  | 验证失败！已设置IP白名单，该IP不在白名单列表：203.0.113.7  | GIVE_UP
            120  | 签名错误                                           | GIVE_UP
            130  | 传输数据不能为空                                     | GIVE_UP
            160  | 内部保存失败                                        | GIVE_UP
            170  | 店铺编号[10398]不存在!                               | GIVE_UP
            190  | 验证失败！无API权限，请申请API权限                      | GIVE_UP
            190  | 验证失败! 无权限                                     | GIVE_UP
            -1   | 系统繁忙                                           | GIVE_UP
            777  | 没有见过的                                          | GIVE_UP
            """)
    void decidesByCodeAndMessage(String code, String message, Kind kind) {
        Verdict verdict = judge(code, message);

        assertEquals(kind, verdict.kind(), verdict.reason());
        assertTrue(verdict.reason().startsWith("code " + code.replace("\"", "") + " " + message), verdict.reason());
        assertEquals(kind == Kind.WAIT, verdict.atLeast().compareTo(Duration.ZERO) > 0);
    }

    /** The second's limit passes with the second; for the minute's, asking each second would be a burst of refused calls. */
    @ParameterizedTest
    @CsvSource({"199, 1000, 2000", "200, 10000, 60000"})
    void waitsAsLongAsTheLimitIsWide(String code, long least, long most) {
        long millis = judge(code, "调用频次超过限制").atLeast().toMillis();

        assertTrue(least < millis && millis <= most, millis + " ms");
    }

    /** An operator who reads only this line knows where to click. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            10  | 验证失败！无效签名                        | JST_APP_SECRET | 聚水潭开放平台 → 应用管理
            120 | 签名错误                               | JST_APP_SECRET | 聚水潭开放平台 → 应用管理
            110 | 验证失败！已设置IP白名单，该IP不在：203.0.113.7 | 203.0.113.7    | 聚水潭开放平台 → 开发者后台 → IP白名单
            190 | 验证失败！无API权限，请申请API权限          | permission     | 聚水潭开放平台 → 应用管理 → API权限
            150 | 服务商应用禁止刷新access_token,需商户重新授权 | authorise      | 聚水潭ERP → 开放平台 → 授权
            190 | 接口不存在                              | source.api     | the catalog
            140 | 参数不符合规范,请检查传入参数!              | the catalog    | JST_APP_KEY
            """)
    void saysWhatTheOperatorHasToDo(String code, String message, String what, String where) {
        Verdict verdict = judge(code, message);

        assertEquals(ExitCode.BAD_CONFIGURATION, verdict.exitCode());
        assertTrue(verdict.reason().contains(what), verdict.reason());
        assertTrue(verdict.reason().contains(where), verdict.reason());
    }

    /** A gateway may quote the request, and tokens and signatures are 32 hex digits. */
    @ParameterizedTest
    @CsvSource({
        "sign=0123456789abcdef0123456789ABCDEF&ts=1,                        sign=***&ts=1",
        "0123456789abcdef0123456789abcdef 0123456789abcdef0123456789abcdef, *** ***",
        "签名0123456789abcdef0123456789abcdef0123456789abcdef错误,           签名***错误",
        "0123456789abcdef0123456789abcde,                                   0123456789abcdef0123456789abcde",
        "店铺编号[10398]不存在!,                                                店铺编号[10398]不存在!"
    })
    void whatMayBeATokenOrASignatureIsNotRepeated(String message, String said) {
        assertEquals("code 777 " + said, judge("777", message).reason());
    }

    /** What is wrong with the account is wrong with all of its calls; what is wrong with one request need not be with another. */
    @ParameterizedTest
    @CsvSource({
        "10, 验证失败！无效签名, ACCOUNT",
        "110, IP白名单, ACCOUNT",
        "190, 无API权限, ACCOUNT",
        "150, 禁止刷新access_token, ACCOUNT",
        "199, 调用太频繁, ACCOUNT",
        "200, 调用频次超过限制, ACCOUNT",
        "140, 参数不符合规范, REQUEST",
        "150, 内部处理异常！, REQUEST",
        "170, 店铺编号[10398]不存在!, REQUEST",
        "777, 没有见过的, REQUEST"
    })
    void saysWhomItConcerns(String code, String message, Reach reach) {
        assertEquals(reach, judge(code, message).reach());
    }

    @ParameterizedTest
    @CsvSource({"404, ACCOUNT", "301, ACCOUNT", "429, ACCOUNT", "500, REQUEST", "504, REQUEST"})
    void aStatusSaysWhomItConcernsToo(int status, Reach reach) {
        assertEquals(reach, Judge.of(answer(status, "")).reach());
    }

    @Test
    void anUnknownCodeFailsWithoutBlamingTheConfiguration() {
        assertEquals(ExitCode.FAILED, judge("777", "没有见过的").exitCode());
    }

    @Test
    void aCodeWithoutAMessageIsJudgedByItsNumber() {
        assertEquals(Kind.WAIT, Judge.of(answer(200, "{\"code\":199}")).kind());
        assertEquals(
                Kind.ACCEPT, Judge.of(answer(200, "{\"msg\":null,\"code\":0}")).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "500, RETRY",
        "502, RETRY",
        "503, RETRY",
        "504, RETRY",
        "599, RETRY",
        "429, WAIT",
        "400, GIVE_UP",
        "401, GIVE_UP",
        "403, GIVE_UP",
        "404, GIVE_UP",
        "301, GIVE_UP",
        "302, GIVE_UP",
        "204, GIVE_UP"
    })
    void theHttpStatusComesBeforeTheBody(int status, Kind kind) {
        Verdict verdict = Judge.of(answer(status, "{\"code\":0,\"msg\":\"执行成功\"}"));

        assertEquals(kind, verdict.kind());
        assertTrue(verdict.reason().startsWith("HTTP " + status), verdict.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "400, JST_BASE_URL is https://",
        "404, check JST_BASE_URL and source.api in the catalog",
        "407, a proxy asks for credentials",
        "301, JST_BASE_URL redirects",
        "308, JST_BASE_URL redirects",
        "401, a gateway or proxy on the way may have given it",
        "204, a gateway or proxy on the way may have given it"
    })
    void aRefusedRequestHintsAtWhatIsWrong(int status, String hint) {
        Verdict verdict = Judge.of(answer(status, "<html>whatever</html>"));

        assertEquals(ExitCode.BAD_CONFIGURATION, verdict.exitCode());
        assertTrue(verdict.reason().contains(hint), verdict.reason());
        assertEquals(status == 400, verdict.reason().contains("TLS"), verdict.reason());
    }

    /** It goes into logs, the ledger and metrics pages, and a pair of a surrogate must not be cut in two. */
    @ParameterizedTest
    @CsvSource({"店, 299, 299", "店, 1000, 300", "𠮷, 1000, 300"})
    void aLongMessageIsCut(String character, int length, int said) {
        String reason = judge("777", character.repeat(length)).reason();

        assertEquals("code 777 " + character.repeat(said) + (length > said ? "…" : ""), reason);
    }

    @Test
    void noPartOfASecretStaysWhereAMessageIsCut() {
        String reason = judge("777", "店".repeat(290) + "0123456789abcdef0123456789abcdef")
                .reason();

        assertTrue(reason.endsWith("店***"), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>网关超时</body></html>",
                "{\"code\":0,\"msg\":\"执行成功\",\"data\":{\"datas\":[{\"shop_id\":1",
                "",
                "   ",
                "null",
                "[]",
                "0",
                "\"code\"",
                "{}",
                "{\"code\":null}",
                "{\"data\":{\"datas\":[],\"has_next\":false}}",
                "{\"code\":0,\"msg\":\"\u0001\"}"
            })
    void aBodyThatIsNoAnswerOfThisApiIsTriedAgain(String body) {
        Verdict verdict = Judge.of(answer(200, body));

        assertEquals(Kind.RETRY, verdict.kind());
        assertTrue(verdict.reason().startsWith("a body "), verdict.reason());
    }

    @Test
    void whatIsSaidOfABrokenBodyHoldsNothingOfIt() {
        Verdict verdict = Judge.of(answer(200, "{\"code\":0,\"data\":旗舰店\"}"));

        assertEquals(Kind.RETRY, verdict.kind());
        assertFalse(verdict.reason().contains("旗舰店"), verdict.reason());
        assertTrue(verdict.reason().matches("a body that is not JSON, at byte \\d+"), verdict.reason());
    }

    private static Verdict judge(String code, String message) {
        return Judge.of(answer(200, "{\"code\":%s,\"msg\":\"%s\",\"data\":null}".formatted(code, message)));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, body.getBytes(UTF_8), Instant.EPOCH);
    }
}
