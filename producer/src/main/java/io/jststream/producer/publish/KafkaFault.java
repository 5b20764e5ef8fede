package io.jststream.producer.publish;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says what a fault of Kafka means for an operator. */
public final class KafkaFault {
    private KafkaFault() {}

    /** The fault as a message, told of a topic. */
    public static OperatorException of(String topic, KafkaException e) {
        Throwable cause = root(e);
        String said = topic + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (fenced(e)) {
            return error(topic + ": another producer has taken over this account and integration; run one of them", e);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return error(said + "; check the JST_KAFKA_* settings and the rights of this user", e);
        }
        if (cause instanceof ConfigException) {
            return error(said + "; check the JST_KAFKA_* settings and that the brokers' names are known here", e);
        }
        if (cause instanceof InterruptException) {
            return error(topic + ": asked to stop before Kafka had answered; whoever goes on looks what came of it", e);
        }
        if (cause instanceof TimeoutException || cause instanceof UnknownTopicOrPartitionException) {
            return error(
                    said + "; check JST_KAFKA_BOOTSTRAP_SERVERS, that the brokers are up and that the topic exists", e);
        }
        return error(said, e);
    }

    /** The same of what a call has ended with that was waited for. */
    public static OperatorException of(String topic, ExecutionException e) {
        return of(topic, e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause()));
    }

    /** Whether another producer has taken over, which trying again would only turn round. */
    static boolean fenced(KafkaException e) {
        Throwable cause = root(e);
        return cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException;
    }

    /** Whether a record was refused for its size, as it would be the next time. */
    static boolean tooLarge(KafkaException e) {
        return root(e) instanceof RecordTooLargeException;
    }

    private static OperatorException error(String message, KafkaException e) {
        return new OperatorException(ExitCode.ENVIRONMENT, message, e);
    }

    private static Throwable root(Throwable e) {
        return e.getCause() instanceof KafkaException cause ? root(cause) : e;
    }
}
