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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the catalog that tables and connectors have been made for, as the setup has noted them in Kafka. A process that is started
 * between a change of the catalog and the setup maps by these: what a connector has no place for, its sink leaves out without a word.
 *
 * @param files their texts by the names of the integrations
 */
record NotedCatalog(Map<String, String> files) {
    private static final Logger LOG = LoggerFactory.getLogger(NotedCatalog.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** In a row: 5 s. */
    private static final int MOST_EMPTY_POLLS = 25;

    private static final TopicPartition NOTES = new TopicPartition(Topics.CATALOG, 0);

    NotedCatalog {
        files = Map.copyOf(files);
    }

    /** Waits until Kafka says it; empty when the process has been told to stop meanwhile. */
    static Optional<NotedCatalog> await(Properties kafka, Program.Stop stop) {
        while (!stop.requested()) {
            try {
                return Optional.of(read(kafka));
            } catch (RetriableException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Waiting for Kafka");
            } catch (KafkaException e) {
                throw new OperatorException(
                        ExitCode.ENVIRONMENT,
                        ThreadFaults.ofTheLogin(e).orElse("the Kafka brokers do not let " + Topics.CATALOG + " be read")
                                + " (" + ThreadFaults.innermost(e) + ")",
                        e);
            }
        }
        return Optional.empty();
    }

    /** As Kafka says it now; takes some seconds at most. */
    static NotedCatalog read(Properties kafka) {
        Properties properties = new Properties();
        properties.setProperty("default.api.timeout.ms", "5000");
        // closing waits for the fetch that is under way
        properties.setProperty("fetch.max.wait.ms", "50");
        properties.putAll(kafka);
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("allow.auto.create.topics", "false");
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            return read(consumer);
        }
    }

    private static NotedCatalog read(Consumer<String, String> consumer) {
        Map<String, String> files = new HashMap<>();
        // An older setup has not made the topic, and before the first one there is nothing to lack a column.
        if (!consumer.partitionsFor(Topics.CATALOG).isEmpty()) {
            consumer.assign(List.of(NOTES));
            consumer.seekToBeginning(List.of(NOTES));
            long end = consumer.endOffsets(List.of(NOTES)).getOrDefault(NOTES, 0L);
            int empty = 0;
            while (consumer.position(NOTES) < end) {
                ConsumerRecords<String, String> found = consumer.poll(POLL);
                found.forEach(file -> put(file, files));
                empty = found.isEmpty() ? empty + 1 : 0;
                if (empty == MOST_EMPTY_POLLS) {
                    throw new TimeoutException(
                            Topics.CATALOG + " is read up to " + consumer.position(NOTES) + " of " + end);
                }
            }
        }
        return new NotedCatalog(files);
    }

    private static void put(ConsumerRecord<String, @Nullable String> file, Map<String, String> files) {
        String text = file.value();
        if (text == null) {
            files.remove(file.key()); // by hand, as one removes a key of a compacted topic
        } else {
            files.put(file.key(), text);
        }
    }

    /** The files of those integrations of which the present file needs more. */
    Map<String, String> olderThan(List<Integration> catalog) {
        Map<String, String> older = new HashMap<>(files);
        older.keySet()
                .retainAll(catalog.stream()
                        .filter(this::lacks)
                        .map(Integration::name)
                        .toList());
        return older;
    }

    private boolean lacks(Integration wanted) {
        String file = files.get(wanted.name());
        return file != null && wanted.needsMoreThan(parse(wanted.name(), file));
    }

    /** The catalog, with these files in the place of its own. */
    static List<Integration> with(Map<String, String> older, List<Integration> catalog) {
        return catalog.stream()
                .map(integration -> {
                    String file = older.get(integration.name());
                    return file == null ? integration : parse(integration.name(), file);
                })
                .toList();
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
