package io.jststream.transformer;

import io.jststream.integration.Integration;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import io.jststream.transformer.replay.KafkaReplay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;

/** The transformer as a part of a process: starts, says how it is, stops. Thread-safe. */
public final class TransformerService implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private final KafkaReplay replay;
    private final KafkaStreams streams;
    private final ThreadFaults faults;
    private final KafkaStreamsMetrics streamsMetrics;

    private TransformerService(KafkaReplay replay, KafkaStreams streams, ThreadFaults faults, MeterRegistry metrics) {
        this.replay = replay;
        this.streams = streams;
        this.faults = faults;
        this.streamsMetrics = new KafkaStreamsMetrics(streams);
        streams.setUncaughtExceptionHandler(faults);
        streamsMetrics.bindTo(metrics);
    }

    /** A transformer of all these integrations; connects to nothing yet. */
    public static TransformerService create(Settings settings, List<Integration> integrations, MeterRegistry metrics) {
        if (integrations.isEmpty()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION, "the catalog has no integration, expected at least one to transform");
        }
        List<String> rawTopics = integrations.stream()
                .map(integration -> integration.topics().raw())
                .toList();
        if (integrations.stream()
                .anyMatch(integration -> !integration.target().lists().isEmpty())) {
            StateFolder.check(Path.of(settings.streams().getProperty(StreamsConfig.STATE_DIR_CONFIG)));
        }
        ThreadFaults faults = new ThreadFaults(rawTopics, InstantSource.system());
        try {
            StreamsConfig config = new StreamsConfig(StreamsProperties.from(settings));
            KafkaReplay replay =
                    new KafkaReplay(settings.kafka(), config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
            KafkaStreams streams =
                    new KafkaStreams(TopologyBuilder.build(integrations, replay, metrics), config, replay.clients());
            return new TransformerService(replay, streams, faults, metrics);
        } catch (ConfigException e) {
            throw refused(ExitCode.BAD_CONFIGURATION, "check the JST_KAFKA_* and JST_STREAMS_* settings", e);
        } catch (StreamsException e) {
            throw refused(
                    ExitCode.ENVIRONMENT,
                    "check JST_STREAMS_STATE_DIR: a folder that it can write to and that no other instance uses",
                    e);
        } catch (KafkaException e) {
            throw refused(ExitCode.ENVIRONMENT, "check JST_KAFKA_BOOTSTRAP_SERVERS and the network", e);
        }
    }

    /** Starts the stream threads; they wait for the brokers where those are not there yet. */
    public void start() {
        streams.start();
    }

    /** Why records are not transformed at the moment; empty while they are. Does not block. */
    public Optional<String> notReady() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : failure().or(() -> Optional.of("Kafka Streams is " + state + ", expected RUNNING"));
    }

    /** Why it has ended for good, for a person; empty while it goes on or may come back by itself. */
    public Optional<String> failure() {
        return faults.fatal().map(reason -> "the transformer ended: " + reason);
    }

    /** Commits what is done and leaves the group, so that the next instance starts at once; takes at most 9 s. */
    @Override
    public void close() {
        streams.close(
                CloseOptions.timeout(LONGEST_STOP).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        streamsMetrics.close();
        replay.close();
    }

    private static OperatorException refused(ExitCode exitCode, String todo, KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new OperatorException(exitCode, "Kafka Streams does not start: " + cause.getMessage() + "; " + todo, e);
    }
}
