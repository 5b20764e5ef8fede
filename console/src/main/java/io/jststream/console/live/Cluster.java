package io.jststream.console.live;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** The Kafka cluster as an operator asks it: every fault is one message. */
public final class Cluster implements AutoCloseable {
    private static final int SECONDS = 15;

    private final String servers;
    private final Admin admin;

    private Cluster(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    /** As the settings say. */
    public static Cluster of(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("default.api.timeout.ms", Integer.toString(SECONDS * 1000));
        properties.setProperty("request.timeout.ms", "5000");
        properties.putAll(settings.kafka());
        String servers = properties.getProperty("bootstrap.servers");
        try {
            return new Cluster(servers, Admin.create(properties));
        } catch (KafkaException e) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "Kafka at " + servers + ": " + innermost(e) + "; check the JST_KAFKA_ settings",
                    e);
        }
    }

    /** For what is asked. */
    public Admin admin() {
        return admin;
    }

    /** Where it is. */
    public String servers() {
        return servers;
    }

    /** Waits for an answer. */
    public <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(2 * SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "Kafka at " + servers + " does not do what it is asked (" + innermost(e)
                            + "); check JST_KAFKA_BOOTSTRAP_SERVERS, that the brokers are up, and what this user may"
                            + " do",
                    e);
        }
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    @Override
    public void close() {
        admin.close();
    }
}
