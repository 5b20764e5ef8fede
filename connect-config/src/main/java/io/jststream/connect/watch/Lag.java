package io.jststream.connect.watch;

import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * How many records wait before a stage now.
 *
 * @param topic what the stage reads
 * @param records offsets to go, ends of transactions among them; 0 when no record waits
 */
public record Lag(String integration, String stage, String topic, long records) {
    /** Looks twice: only what has stood still shows whether a record waits, or the end of a transaction alone. */
    public static List<Lag> of(Settings settings, List<Integration> integrations) throws InterruptedException {
        Properties properties = new Properties();
        properties.putAll(settings.kafka());
        properties.putIfAbsent("default.api.timeout.ms", "10000");
        properties.putIfAbsent("request.timeout.ms", "5000");
        List<Stage> stages = Stage.of(integrations, Groups.transformer(settings));
        try (Admin admin = Admin.create(properties);
                Waiting waiting = new Waiting(properties)) {
            Offsets offsets = new Offsets(admin, waiting);
            offsets.of(stages);
            Offsets.Look look = offsets.of(stages);
            if (!look.unknown().isEmpty()) {
                throw unknown(look.unknown(), null);
            }
            List<Lag> lags = new ArrayList<>();
            for (Stage stage : stages) {
                Progress of = look.progress().get(stage);
                lags.add(new Lag(stage.integration(), stage.name(), stage.topic(), of == null ? 0 : of.lag()));
            }
            return lags;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unknown(String.valueOf(cause.getMessage()), e);
        }
    }

    private static OperatorException unknown(String reason, @Nullable Exception cause) {
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "Kafka does not say how far the stages are (" + reason
                        + "); check JST_KAFKA_BOOTSTRAP_SERVERS, and ./jst plan for topics that are missing",
                cause);
    }
}
