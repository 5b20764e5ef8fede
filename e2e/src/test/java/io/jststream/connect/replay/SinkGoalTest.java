package io.jststream.connect.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.integration.Table;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.service.Settings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sink has still to write, by what it has committed on a real broker: the sink's own part is played here. */
@SuppressWarnings("FutureReturnValueIgnored") // the commit fails where a record did
class SinkGoalTest {
    private static final Table SHOPS = House.shops().tables().get(0);
    private static final TopicPartition PARTITION = new TopicPartition(SHOPS.topic(), 0);

    private final EmbeddedBroker broker = EmbeddedBroker.start(House.newFolder("sink-goal"), 0);
    private final Settings settings = Settings.from(Map.of(
            "JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
            "JST_TOPIC_PARTITIONS", "1",
            "JST_TOPIC_REPLICATION", "1"));
    private final KafkaView kafka = new KafkaView(settings.kafka());
    private final KafkaProducer<String, String> transformer = transformer(settings.kafka());

    private static KafkaProducer<String, String> transformer(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("transactional.id", "transformer");
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    @BeforeEach
    void writeThreeRecords() throws Exception {
        new Setup(settings, House.catalog()).topics();
        transformer.initTransactions();
        send(3);
        transformer.commitTransaction();
    }

    @AfterEach
    void stop() {
        transformer.close();
        kafka.close();
        broker.close();
    }

    @Test
    void aRecordIsWaitedForHoweverLongNothingMoves() throws Exception {
        SinkGoal goal = goalOfASinkAt(2);

        assertEquals(2, goal.left());
        assertEquals(2, goal.left(), "the last record and the end of its transaction");
        written(3);
        assertEquals(1, goal.left());
        assertEquals(0, goal.left());
    }

    @Test
    void whatComesLaterIsNotWaitedFor() throws Exception {
        SinkGoal goal = goalOfASinkAt(2);
        send(5);
        transformer.commitTransaction();

        written(5);

        assertEquals(0, goal.left());
    }

    @Test
    void whatWasGivenUpIsNotWaitedFor() throws Exception {
        send(5);
        transformer.abortTransaction();
        SinkGoal goal = goalOfASinkAt(3);

        assertEquals(7, goal.left());
        assertEquals(0, goal.left());
    }

    /** As an instance leaves it that was killed, with what another one has committed behind it. */
    @Test
    void whatIsAboutToBeCommittedIsWaitedFor() throws Exception {
        send(1);
        SinkGoal goal = goalOfASinkAt(4);

        assertEquals(1, goal.left());
        assertEquals(1, goal.left());
        transformer.commitTransaction();
        assertEquals(1, goal.left());
        written(5);
        assertEquals(0, goal.left());
    }

    @Test
    void whereNoSinkHasEverBeenNobodyWritesAnything() throws Exception {
        SinkGoal goal = SinkGoal.of(List.of(SHOPS), kafka);
        goal.set();

        assertEquals(0, goal.left());
    }

    @Test
    void withoutAGoalThereIsNothingLeft() throws Exception {
        written(1);

        assertEquals(0, SinkGoal.of(List.of(SHOPS), kafka).left());
    }

    private SinkGoal goalOfASinkAt(long offset) throws InterruptedException {
        written(offset);
        SinkGoal goal = SinkGoal.of(List.of(SHOPS), kafka);
        goal.set();
        return goal;
    }

    private void written(long offset) throws InterruptedException {
        kafka.commit(SHOPS.sinkGroup(), Map.of(PARTITION, offset));
    }

    private void send(int records) {
        transformer.beginTransaction();
        for (int i = 0; i < records; i++) {
            transformer.send(new ProducerRecord<>(SHOPS.topic(), "key", "value"));
        }
        transformer.flush();
    }
}
