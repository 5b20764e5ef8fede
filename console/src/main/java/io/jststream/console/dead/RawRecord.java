package io.jststream.console.dead;

import io.jststream.integration.RecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A raw record as it came from the API, and the partition that its versions are in. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed and never compared
record RawRecord(TopicPartition partition, byte[] key, byte @Nullable [] value, Headers headers) {
    static RawRecord of(ConsumerRecord<byte[], byte[]> found, TopicPartition partition) {
        return new RawRecord(partition, found.key(), found.value(), found.headers());
    }

    /** The account that it was read with; empty where it does not say. */
    String account() {
        Header account = headers.lastHeader(RecordHeaders.ACCOUNT);
        return account == null ? "" : new String(account.value(), StandardCharsets.UTF_8);
    }

    /** Which record it is a version of. */
    Name name() {
        return new Name(partition, ByteBuffer.wrap(key));
    }

    /** A record, whatever its version. */
    record Name(TopicPartition partition, ByteBuffer key) {}

    /** The same as its next version: without what made it a dead letter, and with how often it was sent round. */
    ProducerRecord<byte[], byte[]> again(int times) {
        List<Header> kept = new ArrayList<>();
        for (Header header : headers) {
            if (!header.key().startsWith(RecordHeaders.DEAD_PREFIX)
                    && !header.key().equals(RecordHeaders.REDRIVEN)) {
                kept.add(header);
            }
        }
        kept.add(
                new RecordHeader(RecordHeaders.REDRIVEN, Integer.toString(times).getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(partition.topic(), partition.partition(), key, value, kept);
    }
}
