package io.jststream.connect;

import io.jststream.integration.Integration;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in Kafka which files of the catalog tables and connectors have been made for. A transformer that is started anew by a crash, or
 * with its machine, maps by them where the catalog has been changed meanwhile and nothing made for it yet.
 *
 * @param folder the catalog
 */
public record CatalogNote(Settings settings, Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogNote.class);

    /** Notes the files of these integrations, for which everything has just been made. */
    public void write(List<Integration> made) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("delivery.timeout.ms", "30000");
        properties.setProperty("request.timeout.ms", "10000");
        properties.setProperty("max.block.ms", "30000");
        properties.putAll(settings.kafka());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (Integration integration : made) {
                String text = text(integration.name());
                if (Catalog.parse(integration.name(), text).needsMoreThan(integration)) {
                    LOG.atWarn()
                            .addKeyValue("integration", integration.name())
                            .log(
                                    "Its file has been changed meanwhile and has what nothing was made for yet; once more");
                } else {
                    sent.add(producer.send(new ProducerRecord<>(Topics.CATALOG, integration.name(), text)));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw notWritten(e.getCause() == null ? e : e.getCause());
        }
    }

    private String text(String integration) {
        Path file = folder.resolve(integration + Catalog.ENDING);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new OperatorException(ExitCode.ENVIRONMENT, file + ": cannot be read any more: " + e, e);
        }
    }

    private static OperatorException notWritten(Throwable cause) {
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "tables and connectors are as the catalog has them, but Kafka does not take the note of that in the topic "
                        + Topics.CATALOG + ": " + cause.getMessage(),
                cause);
    }
}
