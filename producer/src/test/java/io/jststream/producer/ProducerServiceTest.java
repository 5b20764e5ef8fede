package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.sweep.SweepListener;
import io.jststream.producer.sweep.SweepReport;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The producer with a real Kafka client, and no broker to be found. */
class ProducerServiceTest {
    @TempDir
    Path folder = Path.of("");

    private final FakeJushuitan server = new FakeJushuitan();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final BlockingQueue<SweepReport> reports = new LinkedBlockingQueue<>();
    private final SweepListener listener = new SweepListener() {
        @Override
        public void ended(SweepReport report) {
            reports.add(report);
        }
    };

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void withoutABrokerOneSweepEndsWithTheEnvironmentsCode() {
        try (ProducerService producer = producer("localhost:1")) {
            OperatorException error = assertThrows(OperatorException.class, producer::once);

            assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        }
    }

    @Test
    void aStopEndsThePollingOfALoopThatWaitsForItsTurn() throws InterruptedException {
        try (ProducerService producer = producer("no-such-broker.invalid:9092")) {
            Program.Stop stop = new Program.Stop();
            Thread polling = new Thread(() -> {
                try {
                    producer.poll(stop);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            polling.start();
            SweepReport report = reports.poll(20, TimeUnit.SECONDS);
            assertNotNull(report);
            assertTrue(report.reason().contains("JST_KAFKA_"), report.reason());
            assertEquals(
                    "shops: no complete sweep yet: " + report.reason(),
                    producer.notReady().orElseThrow());

            stop.request();
            polling.join(10_000);

            assertFalse(polling.isAlive());
        }
    }

    @Test
    void theEndOfTheTokenIsMeasured() {
        try (ProducerService producer = producer("localhost:1")) {
            assertTrue(producer.notReady().isPresent());
            assertEquals(
                    0,
                    metrics.get("jst.token.expiry.timestamp.seconds")
                            .tag("account", "default")
                            .gauge()
                            .value());
        }
    }

    @Test
    void aCatalogWithoutIntegrationsIsRefused() {
        OperatorException error = assertThrows(
                OperatorException.class,
                () -> ProducerService.create(settings("localhost:1"), List.of(), metrics, listener));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
    }

    private ProducerService producer(String brokers) {
        return ProducerService.create(settings(brokers), List.of(Shops.integration()), metrics, listener);
    }

    private Settings settings(String brokers) {
        return Settings.from(Map.of(
                "JST_APP_KEY",
                FakeJushuitan.APP_KEY,
                "JST_APP_SECRET",
                FakeJushuitan.APP_SECRET.value(),
                "JST_BASE_URL",
                server.url().toString(),
                "JST_TOKEN_FILE",
                folder.resolve("tokens.json").toString(),
                "JST_KAFKA_BOOTSTRAP_SERVERS",
                brokers,
                "JST_KAFKA_MAX_BLOCK_MS",
                "300",
                "JST_KAFKA_DEFAULT_API_TIMEOUT_MS",
                "300",
                "JST_KAFKA_REQUEST_TIMEOUT_MS",
                "300",
                "JST_KAFKA_DELIVERY_TIMEOUT_MS",
                "400"));
    }
}
