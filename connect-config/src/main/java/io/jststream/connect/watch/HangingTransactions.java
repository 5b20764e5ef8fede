package io.jststream.connect.watch;

import io.jststream.integration.Groups;
import io.jststream.integration.Topics;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that stay open among the groups' positions although Kafka's coordinator has ended them: for as long as one
 * does, nobody is told the group's position, and a transformer that begins waits for ever. A power cut can leave one.
 *
 * <p>A transaction that is sound is entered at its coordinator before its first record, and is ended there only when each of its
 * partitions has its end. So one that is open, then ended at the coordinator, then open as before, has lost its end. Aborting it
 * takes back positions alone: what lies behind the last one is read again, and nothing is passed over. Those of data topics are left
 * to a person, for an abort there would drop records. Used by one thread.
 */
public final class HangingTransactions implements Probe {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Set<TransactionState> ENDED =
            Set.of(TransactionState.EMPTY, TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT);

    private final Admin admin;
    /** Which transactional ids are ours begins with: a Kafka of one's own may have others' too. */
    private final List<String> ours;

    private final Unknown unknown = new Unknown(
            LOG,
            "Whether a transaction hangs among the groups' positions is not known",
            "Whether a transaction hangs among the groups' positions is known again");
    private volatile Set<Open> hanging = Set.of();

    /** A transaction as the partition knows it, whose coordinator may know better. */
    private record Open(TopicPartition partition, long producerId, int epoch, long start, int coordinatorEpoch) {}

    /** Looks at nothing yet. */
    public HangingTransactions(Settings settings, MeterRegistry metrics) {
        this.admin = Admin.create(settings.kafka());
        this.ours = List.of("jst-", Topics.PREFIX, Groups.transformer(settings) + "-");
        Gauge.builder("jst.hanging.transactions", this, probe -> probe.hanging.size())
                .description(
                        "Transactions that stay open among the groups' positions although their coordinator has ended"
                                + " them; each is ended at the look after the one that has found it")
                .register(metrics);
    }

    /** Finds what hangs, and ends what did so at the look before: a minute or so should lie between the two. */
    @Override
    public void look() throws InterruptedException {
        try {
            Set<Open> found = found();
            for (Open each : found) {
                if (hanging.contains(each)) {
                    end(each);
                }
            }
            hanging = found;
            unknown.because("");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                hanging = Set.of();
                return;
            }
            unknown.because(String.valueOf(e.getCause()));
        } catch (KafkaException e) {
            unknown.because(e.toString());
        }
    }

    private Set<Open> found() throws InterruptedException, ExecutionException {
        Set<Open> open = open();
        if (open.isEmpty()) {
            return open;
        }
        Set<Long> ended = ended(open.stream().map(Open::producerId).collect(Collectors.toSet()));
        open.removeIf(each -> !ended.contains(each.producerId()));
        if (!open.isEmpty()) {
            open.retainAll(open());
        }
        return open;
    }

    private Set<Open> open() throws InterruptedException, ExecutionException {
        TopicDescription topic = admin.describeTopics(Set.of(Topic.GROUP_METADATA_TOPIC_NAME))
                .allTopicNames()
                .get()
                .get(Topic.GROUP_METADATA_TOPIC_NAME);
        List<TopicPartition> partitions = Objects.requireNonNull(topic).partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
        Set<Open> open = new HashSet<>();
        Map<TopicPartition, PartitionProducerState> producers =
                admin.describeProducers(partitions).all().get();
        producers.forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(open(partition, producer))));
        return open;
    }

    private static Open open(TopicPartition partition, ProducerState producer) {
        return new Open(
                partition,
                producer.producerId(),
                producer.producerEpoch(),
                producer.currentTransactionStartOffset().orElseThrow(),
                producer.coordinatorEpoch().orElse(0));
    }

    /** Those whose coordinator says so; of one that it does not know, another login may know more. */
    private Set<Long> ended(Collection<Long> producers) throws InterruptedException, ExecutionException {
        return admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers)).all().get().stream()
                .filter(transaction -> ENDED.contains(transaction.state()))
                .filter(transaction -> ours.stream().anyMatch(transaction.transactionalId()::startsWith))
                .map(TransactionListing::producerId)
                .collect(Collectors.toSet());
    }

    private void end(Open open) throws InterruptedException, ExecutionException {
        LOG.atWarn()
                .addKeyValue("partition", open.partition())
                .addKeyValue("start", open.start())
                .addKeyValue("producer", open.producerId())
                .addKeyValue("epoch", open.epoch())
                .log(
                        "A transaction that its coordinator has ended stands open among the groups' positions and holds them up;"
                                + " aborting it: what lies behind the last position is read again");
        admin.abortTransaction(new AbortTransactionSpec(
                        open.partition(), open.producerId(), (short) open.epoch(), open.coordinatorEpoch()))
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
