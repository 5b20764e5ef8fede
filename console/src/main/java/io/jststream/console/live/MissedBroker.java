package io.jststream.console.live;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka did not answer and nobody has said where it is: then the parts of {@code make up} may be meant, which are found from a
 * container alone.
 */
public final class MissedBroker {
    private MissedBroker() {}

    /** The error, with a hint where it is of that kind. */
    public static OperatorException explain(OperatorException e, Settings settings) {
        boolean told = settings.isSet(Setting.JST_KAFKA_BOOTSTRAP_SERVERS.name());
        return told || e.exitCode() != ExitCode.ENVIRONMENT || !timedOut(e)
                ? e
                : new OperatorException(e.exitCode(), e.getMessage() + hint(settings), e);
    }

    private static String hint(Settings settings) {
        return "; " + settings.get(Setting.JST_KAFKA_BOOTSTRAP_SERVERS)
                + " was asked because nothing says where Kafka is: a make run would, and that of make up is found with"
                + " DOCKER=1 ./jst";
    }

    /** All that a client says of a broker that cannot be reached: it has waited for an answer. */
    private static boolean timedOut(@Nullable Throwable e) {
        return e != null
                && (e instanceof TimeoutException
                        || e instanceof java.util.concurrent.TimeoutException
                        || timedOut(e.getCause()));
    }
}
