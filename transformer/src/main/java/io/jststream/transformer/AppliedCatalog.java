package io.jststream.transformer;

import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the catalog that tables and connectors have been made for, as the setup has noted them in Kafka. A process that is started
 * between a change of the catalog and the setup maps by these: what a connector has no place for, its sink leaves out without a word.
 *
 * @param files their texts by the names of the integrations
 */
record AppliedCatalog(Map<String, String> files) {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedCatalog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final TopicPartition NOTES = new TopicPartition(Topics.CATALOG, 0);

    AppliedCatalog {
        files = Map.copyOf(files);
    }

    /** Waits until Kafka says it; empty when the process has been told to stop meanwhile. */
    static Optional<AppliedCatalog> read(Properties kafka, Program.Stop stop) {
        Properties properties = new Properties();
        properties.setProperty("default.api.timeout.ms", "5000");
        properties.putAll(kafka);
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            while (!stop.requested()) {
                try {
                    return Optional.of(read(consumer));
                } catch (RetriableException e) {
                    LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Waiting for Kafka");
                }
            }
            return Optional.empty();
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "Kafka does not let the topic " + Topics.CATALOG + " be read: " + cause.getMessage(),
                    e);
        }
    }

    private static AppliedCatalog read(Consumer<String, String> consumer) {
        Map<String, String> files = new HashMap<>();
        // Made by a setup that is older than this, or not made yet: then there is no connector either that could lack
        // something.
        if (!consumer.partitionsFor(Topics.CATALOG).isEmpty()) {
            consumer.assign(List.of(NOTES));
            consumer.seekToBeginning(List.of(NOTES));
            long end = consumer.endOffsets(List.of(NOTES)).getOrDefault(NOTES, 0L);
            while (consumer.position(NOTES) < end) {
                consumer.poll(POLL).forEach(file -> files.put(file.key(), file.value()));
            }
        }
        return new AppliedCatalog(files);
    }

    /** Of each integration the file that was applied, where the one that there is now needs more. */
    List<Integration> of(List<Integration> catalog) {
        return catalog.stream().map(this::of).toList();
    }

    private Integration of(Integration wanted) {
        String file = files.get(wanted.name());
        if (file == null) {
            return wanted;
        }
        Integration applied = parse(wanted.name(), file);
        if (!wanted.needsMoreThan(applied)) {
            return wanted;
        }
        LOG.atWarn()
                .addKeyValue("integration", wanted.name())
                .log(
                        "The catalog has what table and connector have no place for yet, so records are mapped as it was when"
                                + " these were made; make up, or ./jst apply and a restart, changes that");
        return applied;
    }

    private static Integration parse(String integration, String file) {
        try {
            return Catalog.parse(integration, file);
        } catch (OperatorException e) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "tables and connectors were made for a file that this version does not understand; ./jst apply, or make"
                            + " up, makes them for the present one:\n" + e.getMessage(),
                    e);
        }
    }
}
