package io.jststream.producer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.Shops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alerts about the API are made of. */
class CallMetersTest {
    private static final Map<String, Integer> NONE =
            Map.of("wait", 0, "renew_token", 0, "resign", 0, "retry", 0, "give_up", 0, "refused", 0);

    @TempDir
    Path folder = Path.of("");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeJushuitan server = new FakeJushuitan(metrics);

    @AfterEach
    void close() {
        server.close();
    }

    /** An alert sees a rise only of what was there before. */
    @Test
    void everyVerdictIsThereBeforeTheFirstCall() {
        try (JushuitanApi api = api()) {
            assertEquals(0, api.calls());

            assertEquals(NONE, verdicts());
        }
    }

    @Test
    void aQuotaThatWasHitIsCountedAndSuccessIsNot() throws InterruptedException {
        server.answers(Shops.refusal(199, "调用太频繁"), Shops.refusal(200, "调用太频繁"), Shops.page(false));
        try (JushuitanApi api = api()) {
            api.page(Shops.source(), 1, new CallTally());
        }

        assertEquals(with("wait", 2), verdicts());
    }

    @Test
    void aQuotaThatWasHitLeavesFewerCallsForAWhile() throws InterruptedException {
        server.answers(Shops.refusal(199, "调用太频繁"), Shops.refusal(200, "调用太频繁"), Shops.page(false));
        try (JushuitanApi api = api()) {
            assertEquals(1000, calls("jst.quota.calls", "second"));

            api.page(Shops.source(), 1, new CallTally());
        }

        assertEquals(500, calls("jst.quota.calls", "second"));
        assertEquals(5_000, calls("jst.quota.calls", "minute"));
        assertEquals(1000, calls("jst.quota.most", "second"));
    }

    private int calls(String gauge, String limit) {
        return (int) metrics.get(gauge)
                .tags("account", "default", "limit", limit)
                .gauge()
                .value();
    }

    @Test
    void credentialsThatAreRefusedAreToldFromAnyOtherRefusal() {
        server.answers(Shops.refusal(10, "无效签名"), Shops.refusal(777, "没有见过的"));
        try (JushuitanApi api = api()) {
            assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));
            assertEquals(with("refused", 1), verdicts());

            assertThrows(ApiException.class, () -> api.page(Shops.source(), 1, new CallTally()));
        }

        assertEquals(1, verdicts().get("refused"));
        assertEquals(1, verdicts().get("give_up"));
    }

    private JushuitanApi api() {
        return server.api(4, folder.resolve("tokens.json"));
    }

    private static Map<String, Integer> with(String verdict, int count) {
        Map<String, Integer> expected = new TreeMap<>(NONE);
        expected.put(verdict, count);
        return expected;
    }

    private Map<String, Integer> verdicts() {
        Map<String, Integer> found = new TreeMap<>();
        metrics.get("jst.api.verdicts")
                .tag("account", "default")
                .counters()
                .forEach(counter -> found.merge(
                        String.valueOf(counter.getId().getTag("verdict")), (int) counter.count(), Integer::sum));
        return found;
    }
}
