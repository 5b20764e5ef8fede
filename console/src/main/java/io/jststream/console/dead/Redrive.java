package io.jststream.console.dead;

import io.jststream.console.dead.Decision.State;
import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.KafkaFault;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Sends letters' raw records through the mapping once more, each with the decision about it in one transaction. A record becomes
 * the last version of its key, so it may only be sent where it is the last one already. The API's reader may write a later one at
 * any time; therefore each transaction looks, before it ends, at what was written up to its own records, and is given up where
 * there is a later version among that. What comes behind its own records is later for everybody. Not thread-safe.
 */
public final class Redrive {
    private final Integration integration;
    private final KafkaClients clients;
    private final LookBack lookBack;
    private final String by;
    private final String why;

    private final Map<RawRecord.Name, Sending> pending = new LinkedHashMap<>();
    private final Map<TopicPartition, Long> reached;
    private final Map<TopicPartition, Set<Long>> own = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Letter> overtaken = new ArrayList<>();

    /** A record with the letters about it: the mapping can have refused one version and the database another one's row. */
    private record Sending(RawRecord record, List<Letter> letters) {
        int times() {
            return 1 + letters.stream().mapToInt(Letter::redriven).max().orElse(0);
        }
    }

    /** Waits between two portions. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** What came of it: the new {@link Letter#id ids} of what was sent, and the letters whose record got a later version meanwhile. */
    public record Outcome(List<String> sent, List<Letter> overtaken) {
        public Outcome {
            sent = List.copyOf(sent);
            overtaken = List.copyOf(overtaken);
        }
    }

    private Redrive(
            Integration integration,
            Settings settings,
            List<Letter> letters,
            Versions versions,
            String by,
            String why) {
        this.integration = integration;
        this.clients = KafkaClients.of(settings.kafka());
        this.lookBack = new LookBack(settings.kafka());
        this.by = by;
        this.why = why;
        for (Letter letter : letters) {
            versions.raw(letter)
                    .ifPresent(raw -> pending.computeIfAbsent(raw.name(), name -> new Sending(raw, new ArrayList<>()))
                            .letters()
                            .add(letter));
        }
        this.reached = versions.readTo(
                pending.keySet().stream().map(RawRecord.Name::partition).toList());
    }

    /**
     * Sends these letters' records.
     *
     * @param letters those that {@link Prospect#PASSES pass}
     * @param aSecond at most so many records
     */
    public static Outcome send(
            Integration integration,
            Settings settings,
            List<Letter> letters,
            Prospects prospects,
            String by,
            String why,
            int aSecond,
            Sleeper sleeper)
            throws InterruptedException {
        Redrive redrive = new Redrive(integration, settings, letters, prospects.versions(), by, why);
        redrive.send(aSecond, sleeper);
        return new Outcome(redrive.sent, redrive.overtaken);
    }

    private void send(int aSecond, Sleeper sleeper) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = clients.producer("jst-redrive-" + integration.name())) {
            producer.initTransactions();
            while (!pending.isEmpty()) {
                send(List.copyOf(pending.values()).subList(0, Math.min(aSecond, pending.size())), producer);
                if (!pending.isEmpty()) {
                    sleeper.sleep(Duration.ofSeconds(1));
                }
            }
        } catch (ProducerFencedException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    integration.name() + ": another dlq redrive has begun meanwhile and goes on; " + sent.size()
                            + " record(s) were sent before",
                    e);
        } catch (KafkaException e) {
            throw KafkaFault.of(integration.topics().raw(), e);
        }
    }

    /** One transaction. Where it is given up, those that were overtaken are pending no more and the others are tried again. */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails where a decision did
    private void send(List<Sending> portion, Producer<byte[], byte[]> producer) throws InterruptedException {
        producer.beginTransaction();
        List<RecordMetadata> places = new ArrayList<>();
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        portion.forEach(sending -> answers.add(producer.send(sending.record().again(sending.times()))));
        producer.flush();
        for (Future<RecordMetadata> answer : answers) {
            RecordMetadata place = get(answer);
            places.add(place);
            own.computeIfAbsent(new TopicPartition(place.topic(), place.partition()), partition -> new TreeSet<>())
                    .add(place.offset());
        }
        List<Sending> late = overtaken(places);
        late.forEach(sending -> {
            pending.remove(sending.record().name());
            overtaken.addAll(sending.letters());
        });
        if (portion.stream().anyMatch(late::contains)) {
            producer.abortTransaction();
            return;
        }
        for (Sending sending : portion) {
            sending.letters().forEach(letter -> producer.send(decided(letter)));
        }
        producer.commitTransaction();
        portion.forEach(sending -> pending.remove(sending.record().name()));
        for (int i = 0; i < places.size(); i++) {
            RecordMetadata place = places.get(i);
            sent.add(portion.get(i)
                    .letters()
                    .get(0)
                    .idAt(new TopicPartition(place.topic(), place.partition()), place.offset()));
        }
    }

    /** Those still to be sent of which somebody has written a version since the last look. */
    private List<Sending> overtaken(Collection<RecordMetadata> places) {
        Map<TopicPartition, Long> until = new HashMap<>();
        places.forEach(place ->
                until.merge(new TopicPartition(place.topic(), place.partition()), place.offset() + 1, Math::max));
        Map<RawRecord.Name, Sending> late = new LinkedHashMap<>();
        lookBack.read(reached, until, found -> {
            TopicPartition partition = new TopicPartition(found.topic(), found.partition());
            boolean ours = own.getOrDefault(partition, Set.of()).contains(found.offset());
            if (!ours && found.key() != null) {
                RawRecord.Name name = new RawRecord.Name(partition, ByteBuffer.wrap(found.key()));
                Sending sending = pending.get(name);
                if (sending != null) {
                    late.put(name, sending);
                }
            }
        });
        reached.putAll(until);
        return List.copyOf(late.values());
    }

    private ProducerRecord<byte[], byte[]> decided(Letter letter) {
        return Decisions.entry(new Decision(integration.name(), letter.id(), State.REDRIVEN, Instant.now(), by, why));
    }

    private static RecordMetadata get(Future<RecordMetadata> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
