package io.jststream.e2e.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what a part of the pipeline that is not there would write. */
public final class Sent {
    private Sent() {}

    /** A record in a transaction of its own. */
    public static void by(String name, Properties kafka, ProducerRecord<String, String> record) throws Exception {
        try (KafkaProducer<String, String> producer = producer(name, kafka)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record).get();
            producer.commitTransaction();
        }
    }

    public static KafkaProducer<String, String> producer(String name, Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("transactional.id", name);
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** The dead letter that the supervisor makes of a row that MySQL refuses. */
    public static void refusal(ConsumerRecord<String, String> row, String deadTopic, Properties kafka)
            throws Exception {
        ProducerRecord<String, String> letter =
                new ProducerRecord<>(deadTopic, null, row.key(), row.value(), row.headers());
        Map.of(
                        RecordHeaders.DEAD_RULE,
                        "database",
                        RecordHeaders.DEAD_REASON,
                        "Data too long for column 'short_name' (error 1406)",
                        RecordHeaders.DEAD_TOPIC,
                        row.topic(),
                        RecordHeaders.DEAD_PARTITION,
                        Integer.toString(row.partition()),
                        RecordHeaders.DEAD_OFFSET,
                        Long.toString(row.offset()))
                .forEach((name, text) -> letter.headers().add(new RecordHeader(name, text.getBytes(UTF_8))));
        by("supervisor", kafka, letter);
    }
}
