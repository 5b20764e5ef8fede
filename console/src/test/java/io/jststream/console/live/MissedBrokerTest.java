package io.jststream.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** A host with a JDK looks for the parts of {@code make run}, and finds none of {@code make up}. */
class MissedBrokerTest {
    private static final Settings NOTHING = Settings.from(Map.of());
    private final Throwable timedOut = new ExecutionException(new TimeoutException("waited 15 s"));

    @Test
    void saysHowThePartsOfMakeUpAreFound() {
        OperatorException explained = MissedBroker.explain(failure(ExitCode.ENVIRONMENT, timedOut), NOTHING);

        assertEquals(ExitCode.ENVIRONMENT, explained.exitCode());
        assertEquals(
                "no answer; localhost:9092 was asked because nothing says where Kafka is: a make run would, and that of"
                        + " make up is found with DOCKER=1 ./jst",
                explained.getMessage());
    }

    @Test
    void leavesAloneWhatIsOfAnotherKind() {
        Settings told = Settings.from(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"));
        OperatorException missed = failure(ExitCode.ENVIRONMENT, timedOut);
        OperatorException refused = failure(ExitCode.ENVIRONMENT, new TopicAuthorizationException("jst.sweeps"));
        OperatorException failed = failure(ExitCode.FAILED, timedOut);

        assertSame(missed, MissedBroker.explain(missed, told));
        assertSame(refused, MissedBroker.explain(refused, NOTHING));
        assertSame(failed, MissedBroker.explain(failed, NOTHING));
    }

    private static OperatorException failure(ExitCode exitCode, Throwable cause) {
        return new OperatorException(exitCode, "no answer", cause);
    }
}
