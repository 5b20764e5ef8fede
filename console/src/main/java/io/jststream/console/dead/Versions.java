package io.jststream.console.dead;

import io.jststream.integration.Integration;
import io.jststream.producer.publish.History;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.transformer.mapping.TrialMapping;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the topics hold of the records that letters are about: whether one has a later version, which must not be written over, and
 * which raw record to send where the database refused a typed one. Holds the keys of letters alone, whatever the topics hold.
 */
final class Versions {
    private final TrialMapping mapping;
    private final String rawTopic;
    private final String typedTopic;
    /** Of each key of a letter the last place in the letter's topic. */
    private final Map<Key, Long> last = new HashMap<>();
    /** Places of letters with a value, as long as nothing was met there. */
    private final Set<Place> missing = new HashSet<>();
    /** Of each row that the database refused the last raw record that makes it. */
    private final Map<Row, ConsumerRecord<byte[], byte[]>> rawOfRow = new HashMap<>();
    /** Of each such record the place of the last version, which may not make the row any more. */
    private final Map<Key, Long> lastRaw = new HashMap<>();

    private final Set<Row> rows = new HashSet<>();
    private final Map<TopicPartition, Long> readTo = new HashMap<>();

    private record Place(TopicPartition partition, long offset) {}

    private record Key(TopicPartition partition, ByteBuffer key) {}

    /** A row by its typed topic: the record's own, or that of one of its lists. */
    private record Row(String topic, ByteBuffer key) {}

    private Versions(Integration integration, TrialMapping mapping) {
        this.mapping = mapping;
        this.rawTopic = integration.topics().raw();
        this.typedTopic = integration.topics().typed();
    }

    /** Reads the topics from the first of these letters on, and all of the raw one where the database refused a row. */
    static Versions read(KafkaClients clients, Integration integration, TrialMapping mapping, List<Letter> letters) {
        Versions versions = new Versions(integration, mapping);
        Map<TopicPartition, Long> from = new HashMap<>();
        for (Letter letter : letters) {
            if (isSendable(letter)) {
                versions.last.put(versions.key(letter), letter.offset());
                from.merge(letter.origin(), letter.offset(), Math::min);
                if (letter.found().value() != null) {
                    versions.missing.add(new Place(letter.origin(), letter.offset()));
                }
            }
            if (letter.fromDatabase() && !letter.isDeletedLine()) {
                versions.rows.add(row(letter));
            }
        }
        if (!versions.rows.isEmpty()) {
            from.putAll(History.beginnings(clients, versions.rawTopic));
        }
        if (!from.isEmpty()) {
            versions.readTo.putAll(History.read(clients, from, versions::take));
        }
        return versions;
    }

    /** Where it has its place in a topic of the pipeline, and a key by which later versions are found. */
    private static boolean isSendable(Letter letter) {
        return letter.found().key() != null
                && !letter.origin().topic().equals(letter.found().topic());
    }

    private Key key(Letter letter) {
        return new Key(letter.origin(), ByteBuffer.wrap(letter.found().key()));
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null) {
            return;
        }
        missing.remove(new Place(new TopicPartition(found.topic(), found.partition()), found.offset()));
        Key key = keyOf(found);
        last.computeIfPresent(key, (same, before) -> Math.max(before, found.offset()));
        if (!rows.isEmpty() && found.topic().equals(rawTopic)) {
            rowsOf(found).filter(rows::contains).forEach(row -> {
                rawOfRow.put(row, found);
                lastRaw.put(key, found.offset());
            });
            lastRaw.computeIfPresent(key, (same, before) -> found.offset());
        }
    }

    private static Key keyOf(ConsumerRecord<byte[], byte[]> found) {
        return new Key(new TopicPartition(found.topic(), found.partition()), ByteBuffer.wrap(found.key()));
    }

    private Stream<Row> rowsOf(ConsumerRecord<byte[], byte[]> raw) {
        return mapping.map(raw.key(), raw.value(), raw.headers()) instanceof TrialMapping.Result.Row row
                ? Stream.concat(
                        Stream.of(new Row(typedTopic, ByteBuffer.wrap(row.key()))),
                        row.lines().stream().map(line -> new Row(line.table().topic(), ByteBuffer.wrap(line.key()))))
                : Stream.empty();
    }

    private static Row row(Letter letter) {
        return new Row(letter.origin().topic(), ByteBuffer.wrap(letter.found().key()));
    }

    /**
     * Whether the record has a later version, or the raw record has that its refused row was made of. One that is not in its topic any
     * more had one too, or was deleted: compaction leaves the last of each key.
     */
    boolean superseded(Letter letter) {
        if (!isSendable(letter)) {
            return false;
        }
        boolean laterRow = last.getOrDefault(key(letter), letter.offset()) > letter.offset();
        return laterRow
                || missing.contains(new Place(letter.origin(), letter.offset()))
                || Optional.ofNullable(rawOfRow.get(row(letter)))
                        .filter(raw -> letter.fromDatabase())
                        .filter(raw -> lastRaw.getOrDefault(keyOf(raw), raw.offset()) > raw.offset())
                        .isPresent();
    }

    /**
     * The record to send: the letter itself, or the raw one that the refused row was made of; empty where there is none. A line's
     * deletion is made of no raw record, for the one that it is deleted by does not hold it: it is sent itself.
     */
    Optional<RawRecord> raw(Letter letter) {
        if (!isSendable(letter)) {
            return Optional.empty();
        }
        if (!letter.fromDatabase() || letter.isDeletedLine()) {
            return Optional.of(RawRecord.of(letter.found(), letter.origin()));
        }
        return Optional.ofNullable(rawOfRow.get(row(letter)))
                .map(found -> RawRecord.of(found, new TopicPartition(found.topic(), found.partition())));
    }

    /** Up to where these partitions have been looked at. */
    Map<TopicPartition, Long> readTo(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> some = new HashMap<>(readTo);
        some.keySet().retainAll(Set.copyOf(partitions));
        return some;
    }
}
