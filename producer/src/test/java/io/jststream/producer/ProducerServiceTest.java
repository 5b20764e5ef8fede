package io.jststream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The producer with a real Kafka client and no broker to be found, or with a fake one. */
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
            OperatorException error = assertThrows(OperatorException.class, () -> producer.once(new Program.Stop()));

            assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        }
    }

    /** A name that is refused before a server is asked for it, which may take its time. */
    @Test
    void aStopEndsTheWaitForAGroupThatCannotBeReached() throws Exception {
        try (ProducerService producer = producer("no..such.broker:9092")) {
            pollUntil(
                    () -> producer.notReady()
                            .filter(reason -> reason.startsWith("no accounts shared yet: jst.accounts: ")
                                    && reason.contains("JST_KAFKA_"))
                            .isPresent(),
                    producer);
        }
    }

    /** A call that is not answered, and a wait for the limit of the minute. */
    static List<MockResponse> answersThatTakeTime() {
        return List.of(
                new MockResponse.Builder()
                        .body(Shops.page(false))
                        .headersDelay(60, TimeUnit.SECONDS)
                        .build(),
                new MockResponse.Builder().body(Shops.refusal(200, "调用频次超过限制")).build());
    }

    @ParameterizedTest
    @MethodSource("answersThatTakeTime")
    void aStopEndsOneSweepWherever(MockResponse answer) throws Exception {
        server.answers(answer);
        try (ProducerService producer = producer(new FakeKafka("jst.shops.raw"))) {
            OperatorException error = assertThrows(OperatorException.class, () -> stopInTheMiddle(producer::once));

            assertEquals("shops: asked to stop", error.getMessage());
            assertEquals(ExitCode.FAILED, error.exitCode());
            assertEquals(Outcome.ABANDONED, reports.remove().outcome());
        }
    }

    @ParameterizedTest
    @MethodSource("answersThatTakeTime")
    void aStopEndsThePollingWherever(MockResponse answer) throws Exception {
        server.answers(answer);
        try (ProducerService producer = producer(new FakeKafka("jst.shops.raw"))) {
            stopInTheMiddle(producer::poll);

            assertEquals(Outcome.ABANDONED, reports.remove().outcome());
        }
    }

    @Test
    void whatIsAskedToStopBeforeItBeginsDoesNotSweep() throws Exception {
        try (ProducerService producer = producer(new FakeKafka("jst.shops.raw"))) {
            Program.Stop stop = new Program.Stop();
            stop.request();

            OperatorException error = assertThrows(OperatorException.class, () -> producer.once(stop));

            assertEquals("asked to stop", error.getMessage());
            assertEquals(List.of(), server.calls());
        }
    }

    @Test
    void oneSweepLeavesTheProducerAsItWas() throws Exception {
        server.answers(Shops.page(false), Shops.page(false));
        try (ProducerService producer = producer(new FakeKafka("jst.shops.raw"))) {
            producer.once(new Program.Stop());
            producer.once(new Program.Stop());

            assertEquals(2, reports.size());
            assertEquals(Optional.empty(), producer.notReady());
        }
    }

    /** Whether it is a page or the entry in the ledger that is refused first. */
    @ParameterizedTest
    @CsvSource({"true, FAILED", "false, COMPLETE"})
    void anAccountThatAnotherProducerHasTakenOverIsLeftToIt(boolean another, Outcome outcome) throws Exception {
        FakeKafka kafka = new FakeKafka("jst.shops.raw");
        SweepListener fencing = new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                kafka.producer().fenceProducer();
            }

            @Override
            public void ended(SweepReport report) {
                reports.add(report);
            }
        };
        server.answers(Shops.page(another, Shops.shop(1, "甲")), Shops.page(false, Shops.shop(2, "乙")));
        try (ProducerService producer = ProducerService.create(
                settings("localhost:1"), List.of(Shops.integration()), metrics, fencing, kafka, new FakeInstances())) {
            pollUntil(
                    () -> producer.notReady()
                            .filter(reason -> reason.contains("another producer has taken over"))
                            .isPresent(),
                    producer);

            assertEquals(outcome, reports.remove().outcome());
            assertEquals(another ? 2 : 1, server.pageCalls().size(), "calls, none of them after that");
        }
    }

    @Test
    void theAccountsThatItReadsAreMeasuredAndLeaveTheirMetersWithThem() throws Exception {
        server.answers(Shops.page(false));
        try (ProducerService producer = producer(new FakeKafka("jst.shops.raw"))) {
            assertEquals(0, accountHeld());
            pollUntil(
                    () -> metrics.get("jst.accounts.held").gauge().value() == 1
                            && accountHeld() == 1
                            && metrics.get("jst.sweeps")
                                            .tags("account", "default", "outcome", "complete")
                                            .counter()
                                            .count()
                                    == 1,
                    producer);
        }
        assertEquals(
                List.of("jst.account.held", "jst.accounts.held", "jst.accounts.known", "jst.quota.planned"),
                metrics.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .sorted()
                        .toList());
    }

    private double accountHeld() {
        return metrics.get("jst.account.held").tag("account", "default").gauge().value();
    }

    /** Polls on a thread of its own until something is so, and then asks it to stop. */
    private static void pollUntil(Callable<Boolean> reached, ProducerService producer) throws Exception {
        Program.Stop stop = new Program.Stop();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> polling = thread.submit(() -> {
                producer.poll(stop);
                return null;
            });
            Awaitility.await().until(reached);
            stop.request();
            polling.get(5, TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
    }

    /** Their threads are not the caller's: what they throw must not be lost there and pass for success. */
    @Test
    void aFaultThatEndsAThreadIsThrown() throws Exception {
        Integration shops = Shops.integration();
        Integration broken = new Integration("broken", shops.title(), shops.source(), shops.target());
        SweepListener throwing = new SweepListener() {
            @Override
            public void ended(SweepReport report) {
                if (report.integration().equals("broken")) {
                    throw new IllegalArgumentException("broken listener");
                }
            }
        };
        server.answers(Shops.page(false), Shops.page(false));
        try (ProducerService producer = ProducerService.create(
                settings("localhost:1"),
                List.of(shops, broken),
                metrics,
                throwing,
                new FakeKafka("jst.shops.raw"),
                new FakeInstances())) {
            for (Work work : List.<Work>of(producer::once, producer::poll)) {
                IllegalStateException error = assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> assertThrows(IllegalStateException.class, () -> work.until(new Program.Stop())));
                assertInstanceOf(IllegalArgumentException.class, error.getCause());
            }
        }
    }

    /** One of the two ways to run a producer. */
    private interface Work {
        void until(Program.Stop stop) throws Exception;
    }

    /** Asks it to stop as soon as it has called for a page; throws what it throws, or when it takes too long to end. */
    private void stopInTheMiddle(Work work) throws Exception {
        Program.Stop stop = new Program.Stop();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> working = thread.submit(() -> {
                work.until(stop);
                return null;
            });
            Awaitility.await().until(() -> server.pageCalls().size() == 1);
            stop.request();
            working.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void theEndOfTheTokenIsMeasured() throws InterruptedException {
        server.answers(Shops.page(false));
        try (ProducerService producer = producer(new FakeKafka("jst.shops.raw"))) {
            producer.once(new Program.Stop());

            assertTrue(metrics.get("jst.token.expiry.timestamp.seconds")
                            .tag("account", "default")
                            .gauge()
                            .value()
                    > Instant.now().getEpochSecond());
        }
    }

    /** One for the token and one for the page. */
    @Test
    void everyCallIsNotedForWhoeverReadsTheAccountNext() throws InterruptedException {
        server.answers(Shops.page(false));
        FakeInstances instances = new FakeInstances();
        try (ProducerService producer = ProducerService.create(
                settings("localhost:1"),
                List.of(Shops.integration()),
                metrics,
                listener,
                new FakeKafka("jst.shops.raw"),
                instances)) {
            producer.once(new Program.Stop());
        }

        assertEquals(2, instances.noted());
    }

    /** As where somebody goes from the simulator to the real API and calls the account something else. */
    @Test
    void anotherApiUnderAnotherNameIsReadWhereBothAreConfiguredAlone() throws Exception {
        FakeKafka kafka = new FakeKafka("jst.shops.raw");
        kafka.isOrdered(
                "former#source",
                ApiSource.of("http://simulator:8090/", "former-key").json());
        kafka.isOrdered("former/shops", "{}".getBytes(UTF_8));
        try (ProducerService producer = producer(kafka)) {
            OperatorException refused = assertThrows(OperatorException.class, () -> producer.once(new Program.Stop()));

            assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
            assertTrue(
                    refused.getMessage()
                            .startsWith("shops: account default: shops was read from http://simulator:8090/ for account"
                                    + " former, which is not among the accounts of this instance; found "
                                    + server.url()),
                    refused.getMessage());
            assertEquals(List.of(), server.pageCalls());
        }

        metrics.clear();
        server.answers(Shops.page(false), Shops.page(false));
        Files.writeString(folder.resolve("secret"), FakeJushuitan.APP_SECRET.value());
        Path accounts = Files.writeString(folder.resolve("accounts.yaml"), """
                - {name: default, app_key: %s, app_secret_file: secret}
                - {name: former, app_key: former-key, app_secret_file: secret}
                """.formatted(FakeJushuitan.APP_KEY));
        try (ProducerService producer = ProducerService.create(
                settings("localhost:1").with(Map.of("JST_ACCOUNTS", accounts.toString())),
                List.of(Shops.integration()),
                metrics,
                listener,
                kafka,
                new FakeInstances())) {
            producer.once(new Program.Stop());
        }
        assertEquals(2, server.pageCalls().size());
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

    private ProducerService producer(FakeKafka kafka) {
        return ProducerService.create(
                settings("localhost:1"), List.of(Shops.integration()), metrics, listener, kafka, new FakeInstances());
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
