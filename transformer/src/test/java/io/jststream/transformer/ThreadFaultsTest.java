package io.jststream.transformer;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class ThreadFaultsTest {
    private Instant now = Instant.EPOCH;
    private final ThreadFaults faults = new ThreadFaults(List.of("jst.shops.raw"), () -> now);

    @Test
    void replacesAThreadThatAPassingFaultKilled() {
        assertEquals(REPLACE_THREAD, faults.handle(passing()));
        assertEquals(Optional.empty(), faults.fatal());
    }

    @Test
    void endsWhenThreadsKeepDying() {
        for (int i = 0; i < ThreadFaults.MOST_IN_WINDOW; i++) {
            assertEquals(REPLACE_THREAD, faults.handle(passing()));
        }
        assertEquals(SHUTDOWN_CLIENT, faults.handle(passing()));
        assertEquals(
                Optional.of("6 stream threads died within 5 minutes"
                        + " (org.apache.kafka.common.errors.TimeoutException: broker away)"),
                faults.fatal());
    }

    @Test
    void forgetsDeathsOfLongAgo() {
        for (int i = 0; i < 50; i++) {
            assertEquals(REPLACE_THREAD, faults.handle(passing()));
            now = now.plus(ThreadFaults.WINDOW.dividedBy(ThreadFaults.MOST_IN_WINDOW - 1));
        }
    }

    @Test
    void endsWithoutARawTopic() {
        assertEquals(SHUTDOWN_CLIENT, faults.handle(new MissingSourceTopicException("gone")));
        assertEquals(
                "a raw topic is missing, expected jst.shops.raw; it must exist before the transformer starts"
                        + " (org.apache.kafka.streams.errors.MissingSourceTopicException: gone)",
                faults.fatal().orElseThrow());
    }

    @Test
    void endsWhereThisLoginMayNot() {
        assertEquals(SHUTDOWN_CLIENT, faults.handle(new StreamsException(new SaslAuthenticationException("no"))));
        assertEquals(
                SHUTDOWN_CLIENT, faults.handle(new StreamsException(new TopicAuthorizationException("jst.shops"))));
    }

    @Test
    void endsWhenTheJvmIsBroken() {
        assertEquals(SHUTDOWN_CLIENT, faults.handle(new OutOfMemoryError("heap")));
    }

    @Test
    void whatAnotherThreadDiesOfMeanwhileChangesNothing() {
        faults.handle(new OutOfMemoryError("heap"));

        assertEquals(SHUTDOWN_CLIENT, faults.handle(passing()));
        assertEquals(Optional.of("the JVM cannot go on (java.lang.OutOfMemoryError: heap)"), faults.fatal());
    }

    private static Throwable passing() {
        return new StreamsException("task 0_0", new TimeoutException("broker away"));
    }
}
