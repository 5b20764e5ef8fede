package io.jststream.producer;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.increment.Increment;
import io.jststream.producer.poll.PollLoop;
import io.jststream.producer.poll.Timetable;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.Sweep;
import io.jststream.producer.turn.KnownTurns;
import io.jststream.producer.turn.LastTurns;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepMeters;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.OperatorException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Everything that reads one integration: its sweep, its loop, its raw topic, what is known of how it goes. */
final class IntegrationReader implements AutoCloseable {
    /** Turns without a complete sweep after which the producer no longer counts as ready. */
    private static final int TURNS = 3;
    /** Kafka forgets a producer that has written nothing for a week, and refuses what it sends then. Before that it tells who has taken over. */
    private static final Duration LONGEST_REST = Duration.ofDays(6);

    private final Integration integration;
    private final RawTopic topic;
    private final SweepMeters meters;
    private final OngoingReading ongoing;
    private final Turn sweep;
    private final PollLoop loop;
    private final InstantSource clock;
    private final SteadyClock steady;
    private volatile Optional<Instant> succeeded = Optional.empty();
    private Instant rests = Instant.EPOCH;

    IntegrationReader(
            Integration integration,
            AccountSource source,
            JushuitanApi api,
            KafkaClients kafka,
            KnownTurns turns,
            MeterRegistry metrics,
            SweepListener listener,
            InstantSource clock,
            SteadyClock steady,
            Sleeper sleeper) {
        String account = source.account();
        this.integration = integration;
        this.clock = clock;
        this.steady = steady;
        this.topic = new RawTopic(integration, source, kafka);
        this.meters = new SweepMeters(metrics, integration.name());
        this.ongoing = new OngoingReading(integration.name(), metrics, clock, steady);
        this.sweep = ongoing.watched(
                openedAnewAfterARest(
                        integration.source().read() instanceof Source.Read.Sweep
                                ? new Sweep(integration, account, api, topic, both(meters, listener), clock)
                                : new Increment(integration, account, api, topic, both(meters, listener), clock)),
                () -> succeeded.isEmpty());
        Timetable timetable = new Timetable(
                integration.source(),
                account + "/" + integration.name(),
                since -> lastTurns(turns.of(account, integration.name(), since)),
                clock,
                steady);
        this.loop = new PollLoop(sweep, timetable, unlessTakenOver(sleeper));
        Gauge.builder(
                        "jst.sweep.every.seconds",
                        integration,
                        of -> of.source().schedule().threeTurns(clock.instant()).toMillis() / (TURNS * 1000.0))
                .description("Time between two sweeps, as the catalog says; of the last three where it differs")
                .tag("integration", integration.name())
                .register(metrics);
        Gauge.builder("jst.reader.ready", this, reader -> reader.notReady().isEmpty() ? 1 : 0)
                .description("1 while the integration is read; 0 where no sweep of the last three turns was complete,"
                        + " or another producer has taken over")
                .tag("integration", integration.name())
                .register(metrics);
        Gauge.builder("jst.known.keys", topic, RawTopic::knownKeys)
                .description("Keys in the raw topic whose last content the producer knows")
                .tag("integration", integration.name())
                .register(metrics);
    }

    SweepReport once() {
        return once(Turn.Kind.USUAL);
    }

    SweepReport once(Turn.Kind kind) {
        return sweep.read(kind);
    }

    /**
     * Sweeps at its turns until the process is asked to stop.
     *
     * @throws OperatorException when another producer has taken over
     */
    void poll() {
        try {
            loop.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return integration.name();
    }

    Optional<String> notReady() {
        return topic.takenOver()
                .or(topic::refused)
                .map(reason -> integration.name() + ": " + reason.getMessage())
                .or(this::late);
    }

    private Optional<String> late() {
        Duration longest = integration.source().schedule().threeTurns(clock.instant());
        boolean inTime = succeeded
                .filter(success -> steady.since(success).compareTo(longest) <= 0)
                .isPresent();
        if (inTime || ongoing.repairGetsOn(longest)) {
            return Optional.empty();
        }
        String since = meters.lastSuccess().map(instant -> "since " + instant).orElse("yet");
        return Optional.of(integration.name() + ": no complete sweep " + since
                + (meters.lastReason().isEmpty() ? "" : ": " + meters.lastReason()));
    }

    @Override
    public void close() {
        topic.close();
    }

    /** By the machine's clock, as the broker counts ({@code transactional.id.expiration.ms}): a host that sleeps rests too. */
    private Turn openedAnewAfterARest(Turn turn) {
        return kind -> {
            if (Duration.between(rests, clock.instant()).compareTo(LONGEST_REST) > 0) {
                topic.close();
            }
            try {
                return turn.read(kind);
            } finally {
                rests = clock.instant();
            }
        };
    }

    /** Does not wait for a turn that must not come: this producer would take over again, and the other one after it. */
    private Sleeper unlessTakenOver(Sleeper sleeper) {
        return duration -> {
            topic.takenOver().ifPresent(reason -> {
                throw reason;
            });
            sleeper.sleep(duration);
        };
    }

    /** What an earlier process has left; it also shows whether all was well before this one came. */
    private LastTurns lastTurns(LastTurns last) {
        Optional<Instant> success = last.success().filter(ended -> succeeded.isEmpty());
        success.ifPresent(ended -> {
            Duration ago = Duration.between(ended, clock.instant());
            succeeded = Optional.of(steady.instant().minus(ago.isNegative() ? Duration.ZERO : ago));
            meters.succeededBefore(ended);
        });
        return last;
    }

    private void remember(SweepReport report) {
        if (report.outcome().whole()) {
            succeeded = Optional.of(steady.instant());
        }
    }

    private SweepListener both(SweepListener first, SweepListener second) {
        return new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                ongoing.pageRead();
                first.pageRead(integration, page, records);
                second.pageRead(integration, page, records);
            }

            @Override
            public void ended(SweepReport report) {
                remember(report);
                first.ended(report);
                second.ended(report);
            }
        };
    }
}
