package io.jststream.producer;

import io.jststream.producer.api.CallLog;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.turn.KnownTurns;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.Program;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Everything that reads one account: its API client with its quota and its tokens, a reader for each of its integrations. */
final class AccountReader implements AutoCloseable {
    private final JushuitanApi api;
    private final List<IntegrationReader> readers;
    private final Program.Stop stopping = new Program.Stop();
    /** The account's meters, which leave the process's registry with it: else an instance would go on measuring what another reads. */
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();

    /**
     * Wires it; connects to nothing yet.
     *
     * @param configured the names of all accounts that this process could read
     */
    AccountReader(
            AccountConfig config,
            Set<String> configured,
            KafkaClients kafka,
            KnownTurns turns,
            CallLog calls,
            MeterRegistry metrics,
            SweepListener listener) {
        InstantSource clock = InstantSource.system();
        SteadyClock steady = SteadyClock.system();
        // Whoever sleeps wakes when this is to stop, wherever it sleeps.
        Sleeper sleeper = duration -> {
            if (stopping.await(Math.max(1, duration.toMillis()))) {
                throw new InterruptedException("asked to stop");
            }
        };
        meters.config().commonTags("account", config.name());
        meters.add(metrics);
        Quota quota =
                new Quota(config.name(), config.callsPerSecond(), config.callsPerMinute(), steady, sleeper, calls);
        this.api = JushuitanApi.create(config.api(), quota, clock, sleeper, RandomGenerator.getDefault(), meters);
        AccountSource source = new AccountSource(
                config.name(),
                ApiSource.of(
                        config.api().baseUrl().toString(),
                        config.api().account().appKey()),
                configured);
        this.readers = config.integrations().stream()
                .map(integration -> new IntegrationReader(
                        integration, source, api, kafka, turns, meters, listener, clock, steady, sleeper))
                .toList();
        Gauge.builder("jst.token.expiry.timestamp.seconds", api, AccountReader::expirySeconds)
                .description("When the access token ends, seconds since 1970; 0 where none is known")
                .register(meters);
    }

    /** One sweep of every integration, one after the other; where it is asked to stop, of those that it has come to. */
    List<SweepReport> once(Program.Stop stop) throws InterruptedException {
        List<SweepReport> reports = new CopyOnWriteArrayList<>();
        Loops loops = new Loops();
        loops.start(
                "sweep",
                () -> readers.stream()
                        .takeWhile(reader -> !stop.requested())
                        .map(IntegrationReader::once)
                        .forEach(reports::add));
        loops.await(stop, this::end);
        return List.copyOf(reports);
    }

    /**
     * Sweeps every integration at its own turns until it is asked to stop; returns at most 8 s after that.
     *
     * @throws io.jststream.service.OperatorException when another producer has taken over
     */
    void poll() throws InterruptedException {
        Loops loops = new Loops();
        readers.forEach(reader -> loops.start("sweep-" + reader.name(), reader::poll));
        loops.await(stopping, this::end);
    }

    /** Asks it to end. Thread-safe. */
    void stop() {
        stopping.request();
    }

    /** Number of integrations. */
    int integrations() {
        return readers.size();
    }

    Optional<String> notReady() {
        return readers.stream()
                .map(IntegrationReader::notReady)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() {
        end();
        readers.forEach(IntegrationReader::close);
        meters.clear();
        meters.close();
    }

    private void end() {
        stopping.request();
        api.close();
    }

    private static double expirySeconds(JushuitanApi api) {
        return api.tokenExpiresAt().map(Instant::getEpochSecond).orElse(0L);
    }
}
