package io.jststream.transformer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when a stream thread dies: a new thread after a passing fault of the world, the end of the process after
 * one that a person has to mend, or after too many. Several stream threads call it, so it is synchronized.
 */
final class ThreadFaults implements StreamsUncaughtExceptionHandler {
    /** A thread dies seldom; so many within {@link #WINDOW} are no passing fault. */
    static final int MOST_IN_WINDOW = 5;

    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(ThreadFaults.class);

    private final List<String> rawTopics;
    private final InstantSource clock;
    private final Deque<Instant> deaths = new ArrayDeque<>();
    private Optional<String> fatal = Optional.empty();

    ThreadFaults(List<String> rawTopics, InstantSource clock) {
        this.rawTopics = rawTopics;
        this.clock = clock;
    }

    /** Why the transformer ends for good; empty while it does not. */
    synchronized Optional<String> fatal() {
        return fatal;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable fault) {
        if (fatal.isPresent()) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT; // others die while it ends, and of something else
        }
        fatal = lasting(fault).or(this::tooMany).map(reason -> reason + " (" + innermost(fault) + ")");
        if (fatal.isPresent()) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.atWarn().addKeyValue("reason", innermost(fault)).log("A stream thread died and is replaced");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private Optional<String> lasting(Throwable fault) {
        if (causes(fault).anyMatch(MissingSourceTopicException.class::isInstance)) {
            return Optional.of("a raw topic is missing, expected " + String.join(", ", rawTopics)
                    + "; it must exist before the transformer starts");
        }
        return ofTheLogin(fault)
                .or(() -> fault instanceof Error ? Optional.of("the JVM cannot go on") : Optional.empty());
    }

    /** What a person has to mend so that the brokers let this process in; empty where something else is wrong. */
    static Optional<String> ofTheLogin(Throwable fault) {
        if (causes(fault).anyMatch(AuthenticationException.class::isInstance)) {
            return Optional.of(
                    "the Kafka brokers refuse the login; check the JST_KAFKA_SASL_* and JST_KAFKA_SSL_* settings");
        }
        if (causes(fault).anyMatch(AuthorizationException.class::isInstance)) {
            return Optional.of("the Kafka brokers refuse access; grant this login what the message names");
        }
        if (causes(fault).anyMatch(UnsupportedVersionException.class::isInstance)) {
            return Optional.of("the Kafka brokers are too old, expected 2.5 or newer");
        }
        return Optional.empty();
    }

    private Optional<String> tooMany() {
        Instant now = clock.instant();
        deaths.addLast(now);
        deaths.removeIf(death -> death.isBefore(now.minus(WINDOW)));
        return deaths.size() > MOST_IN_WINDOW
                ? Optional.of(deaths.size() + " stream threads died within " + WINDOW.toMinutes() + " minutes")
                : Optional.empty();
    }

    private static Stream<Throwable> causes(Throwable fault) {
        return Stream.iterate(fault, throwable -> throwable != null, Throwable::getCause);
    }

    /** The first cause, for a person. */
    static String innermost(Throwable fault) {
        return causes(fault).reduce((outer, inner) -> inner).orElse(fault).toString();
    }
}
