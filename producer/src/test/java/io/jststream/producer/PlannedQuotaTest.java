package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** What a producer shows of its plan when it starts. */
class PlannedQuotaTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");

    /** 30 calls in five minutes, of 500 or of 20. */
    @Test
    void showsTheShareOfEachQuotaThatTheCatalogNeeds() {
        planned("100", kafka);
        assertEquals(0.06, share(), 1e-9);
    }

    @Test
    void aQuotaThatIsTooSmallIsMoreThanUsed() {
        planned("4", kafka);
        assertEquals(1.5, share(), 1e-9);
    }

    /** A start must not fail of a warning; whoever reads says what is wrong with Kafka. */
    @Test
    void estimatesWhereKafkaIsAway() {
        kafka.goesAway(new KafkaException("away"));
        planned("4", kafka).warn();
        planned("4", KafkaClients.of(new Properties())).warn();

        assertEquals(1.5, share(), 1e-9);
    }

    private PlannedQuota planned(String perMinute, KafkaClients clients) {
        Settings settings = Settings.from(Map.of(
                "JST_APP_KEY",
                FakeJushuitan.APP_KEY,
                "JST_APP_SECRET",
                FakeJushuitan.APP_SECRET.value(),
                "JST_CALLS_PER_MINUTE",
                perMinute));
        return new PlannedQuota(AccountConfig.from(settings, List.of(Shops.integration())), clients, metrics);
    }

    private double share() {
        return metrics.get("jst.quota.planned")
                .tag("account", "default")
                .gauge()
                .value();
    }
}
