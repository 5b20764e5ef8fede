package io.jststream.producer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.jststream.service.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers, computed with two other languages' MD5. */
class SignatureTest {
    private static final Secret APP_SECRET = new Secret("fedcba9876543210fedcba9876543210");
    private static final String PAGE = "{\"page_index\":1,\"page_size\":100}";
    private static final String CHINESE = "{\"page_index\":\"1\",\"page_size\":\"100\",\"nicks\":[\"老板\"]}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a page        | 1700000000 | {"page_index":1,"page_size":100} | bd68328bd6a98416e521f2609658e200
            Chinese       | 1700000000 | {"page_index":"1","page_size":"100","nicks":["老板"]} | 3110fe41bf8a705ab40e1c85a5bedbd2
            escapes       | 1700000000 | {"page_index": "1", "page_size": "100", "nicks": ["\\u8001\\u677f"]} | 3637cb1921dda693d25702694a2f4c2e
            form letters  | 1700000001 | {"shop_name":"旗舰店&A=1+2%20🛒","remark":"a/b\\n\\"q\\""} | 0de7c9860135b19cc18326f995b85f10
            nothing asked | 1700000000 | {} | 5b98f80e62a0125e60292ad6deea05b1
            an array      | 1700000000 | [{"shop_id":10398,"so_id":"SO测试001","amount":19.90}] | 641715c73197bf52fa02d2dcabb46ca8
            """)
    void signsWhatIsAsked(String title, String timestamp, String biz, String sign) {
        assertEquals(sign, Signature.of(APP_SECRET, call(timestamp, biz)), title);
    }

    @Test
    void signsTheRequestForAToken() {
        Map<String, String> parameters = Map.of(
                "app_key", "0123456789abcdef0123456789abcdef",
                "timestamp", "1700000000",
                "grant_type", "authorization_code",
                "charset", "utf-8",
                "code", "aB3xY9");

        assertEquals("523cb2f9fe8f3549620f4fc1bbc3b06d", Signature.of(APP_SECRET, parameters));
    }

    @Test
    void signsTheRequestForALongerLife() {
        Map<String, String> parameters = Map.of(
                "app_key", "0123456789abcdef0123456789abcdef",
                "timestamp", "1700000000",
                "grant_type", "refresh_token",
                "charset", "utf-8",
                "refresh_token", "11112222333344445555666677778888",
                "scope", "all");

        assertEquals("5cb63b55d41e9f2feec0fd938bf2caad", Signature.of(APP_SECRET, parameters));
    }

    @Test
    void theOrderOfTheParametersDoesNotCount() {
        Map<String, String> backwards = new LinkedHashMap<>(new TreeMap<>(call("1700000000", PAGE)).descendingMap());

        assertEquals("bd68328bd6a98416e521f2609658e200", Signature.of(APP_SECRET, backwards));
    }

    @Test
    void chineseIsNotSignedAsGbk() {
        assertNotEquals("5c8a060e2683cf2e73ddbd0e08acd818", Signature.of(APP_SECRET, call("1700000000", CHINESE)));
    }

    /** Servers differ in whether they skip an empty parameter, so an empty one must not be sent at all. */
    @Test
    void anEmptyParameterIsSignedAndNotSkipped() {
        Map<String, String> parameters = call("1700000000", PAGE);
        parameters.put("state", "");

        assertEquals("f05068c1fb5ae02b155a557c9dfdd485", Signature.of(APP_SECRET, parameters));
    }

    private static Map<String, String> call(String timestamp, String biz) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("app_key", "0123456789abcdef0123456789abcdef");
        parameters.put("access_token", "aaaabbbbccccddddeeeeffff00001111");
        parameters.put("timestamp", timestamp);
        parameters.put("version", "2");
        parameters.put("charset", "utf-8");
        parameters.put("biz", biz);
        return parameters;
    }
}
