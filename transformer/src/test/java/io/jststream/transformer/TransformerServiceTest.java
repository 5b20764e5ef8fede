package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of the service where no broker is; with one, the tests of the whole pipeline see it. */
final class TransformerServiceTest {
    /** Port 1 is nobody's. */
    private static final Map<String, String> NO_BROKER = Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    @Test
    void isNotReadyBeforeItRuns() {
        try (TransformerService service = create(NO_BROKER)) {
            assertEquals(
                    "Kafka Streams is CREATED, expected RUNNING",
                    service.notReady().orElseThrow());
        }
    }

    @Test
    void waitsForTheBrokersAndStopsInTime() {
        TransformerService service = create(NO_BROKER);
        service.start();
        assertTrue(service.notReady().isPresent());
        assertTrue(service.failure().isEmpty());
        assertTimeout(Duration.ofSeconds(10), service::close);
    }

    @Test
    void refusesAnEmptyCatalog() {
        OperatorException refused = assertThrows(
                OperatorException.class,
                () -> TransformerService.create(Settings.from(NO_BROKER), List.of(), new SimpleMeterRegistry()));
        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
    }

    @Test
    void refusesASettingThatKafkaStreamsDoesNotKnow() {
        OperatorException refused = assertThrows(
                OperatorException.class, () -> create(Map.of("JST_STREAMS_PROCESSING_GUARANTEE", "exactly_twice")));
        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains("exactly_twice"), refused.getMessage());
    }

    @Test
    void refusesBrokersThatHaveNoAddress() {
        OperatorException refused = assertThrows(
                OperatorException.class,
                () -> create(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "no-such-host.invalid:9092")));
        assertTrue(refused.getMessage().contains("JST_KAFKA_BOOTSTRAP_SERVERS"), refused.getMessage());
    }

    private static TransformerService create(Map<String, String> environment) {
        return TransformerService.create(
                Settings.from(environment), List.of(Shops.integration()), new SimpleMeterRegistry());
    }
}
