package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors were computed by other programs in other languages (API: test vectors). */
class ServerSignatureTest {
    private static final String SECRET = "fedcba9876543210fedcba9876543210";
    private static final String PAGE = "{\"page_index\":1,\"page_size\":100}";
    private static final String PAGE_SIGN = "bd68328bd6a98416e521f2609658e200";
    private static final String CHINESE = "{\"page_index\":\"1\",\"page_size\":\"100\",\"nicks\":[\"老板\"]}";

    static Stream<Arguments> vectors() {
        return Stream.of(
                argumentSet("numbers", biz(PAGE), PAGE_SIGN),
                argumentSet("Chinese", biz(CHINESE), "3110fe41bf8a705ab40e1c85a5bedbd2"),
                argumentSet(
                        "escaped Chinese, with blanks",
                        biz("{\"page_index\": \"1\", \"page_size\": \"100\", \"nicks\": [\"\\u8001\\u677f\"]}"),
                        "3637cb1921dda693d25702694a2f4c2e"),
                argumentSet(
                        "characters that a form escapes",
                        with(
                                biz("{\"shop_name\":\"旗舰店&A=1+2%20🛒\",\"remark\":\"a/b\\n\\\"q\\\"\"}"),
                                "timestamp",
                                "1700000001"),
                        "0de7c9860135b19cc18326f995b85f10"),
                argumentSet("nothing asked for", biz("{}"), "5b98f80e62a0125e60292ad6deea05b1"),
                argumentSet(
                        "getInitToken",
                        token(Map.of("grant_type", "authorization_code", "code", "aB3xY9")),
                        "523cb2f9fe8f3549620f4fc1bbc3b06d"),
                argumentSet(
                        "refreshToken",
                        token(Map.of(
                                "grant_type", "refresh_token",
                                "refresh_token", "11112222333344445555666677778888",
                                "scope", "all")),
                        "5cb63b55d41e9f2feec0fd938bf2caad"),
                argumentSet(
                        "an array",
                        biz("[{\"shop_id\":10398,\"so_id\":\"SO测试001\",\"amount\":19.90}]"),
                        "641715c73197bf52fa02d2dcabb46ca8"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsAsOthersDo(Map<String, String> form, String sign) {
        assertEquals(sign, ServerSignature.compute(SECRET, form));
        assertTrue(ServerSignature.matches(SECRET, with(form, "sign", sign)));
    }

    @Test
    void refusesChineseSignedInAnotherCharset() {
        assertFalse(ServerSignature.matches(SECRET, with(biz(CHINESE), "sign", "5c8a060e2683cf2e73ddbd0e08acd818")));
    }

    @Test
    void leavesEmptyParametersOut() {
        Map<String, String> form = with(biz(PAGE), "state", "");

        assertEquals(PAGE_SIGN, ServerSignature.compute(SECRET, form));
        assertFalse(ServerSignature.matches(SECRET, with(form, "sign", "f05068c1fb5ae02b155a557c9dfdd485")));
    }

    @Test
    void everyParameterAndTheSecretCount() {
        for (String name : biz(PAGE).keySet()) {
            assertNotEquals(PAGE_SIGN, ServerSignature.compute(SECRET, with(biz(PAGE), name, "other")), name);
        }
        assertNotEquals(PAGE_SIGN, ServerSignature.compute("other", biz(PAGE)));
    }

    @Test
    void refusesNoSignatureAndCapitals() {
        assertFalse(ServerSignature.matches(SECRET, biz(PAGE)));
        assertFalse(ServerSignature.matches(SECRET, with(biz(PAGE), "sign", PAGE_SIGN.toUpperCase(Locale.ROOT))));
    }

    private static Map<String, String> biz(String biz) {
        return Map.of(
                "app_key", "0123456789abcdef0123456789abcdef",
                "access_token", "aaaabbbbccccddddeeeeffff00001111",
                "timestamp", "1700000000",
                "version", "2",
                "charset", "utf-8",
                "biz", biz);
    }

    private static Map<String, String> token(Map<String, String> own) {
        Map<String, String> form = new HashMap<>(own);
        form.put("app_key", "0123456789abcdef0123456789abcdef");
        form.put("timestamp", "1700000000");
        form.put("charset", "utf-8");
        return form;
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }
}
