package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.api.Page;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RawTopicTest {
    private static final String TOPIC = "jst.shops.raw";

    private final FakeKafka kafka = new FakeKafka(TOPIC);
    private final RawTopic topic = new RawTopic(Shops.integration(), Shops.ACCOUNT, kafka);

    @Test
    void aRecordCarriesItsKeyItsBytesAndWhereItCameFrom() {
        topic.open();

        publish(page("{ \"shop_id\":1, \"rate\":1.10 }"), 3, "shops-1");

        ProducerRecord<byte[], byte[]> raw = kafka.raw().get(0);
        assertEquals("{\"shop_id\":1}", FakeKafka.text(raw.key()));
        assertEquals("{ \"shop_id\":1, \"rate\":1.10 }", FakeKafka.text(raw.value()));
        assertEquals(
                Map.of("jst.account", "default", "jst.sweep", "shops-1", "jst.page", "3", "jst.fetched-at", "42"),
                StreamSupport.stream(raw.headers().spliterator(), false)
                        .collect(Collectors.toMap(header -> header.key(), header -> FakeKafka.text(header.value()))));
        assertEquals(List.of("jst-default/shops"), kafka.transactionalIds());
    }

    @Test
    void theApiIsNotedWithTheFirstRecordAndNotAgain() {
        topic.open();
        publish(page(Shops.shop(1, "甲")), 1, "a");
        publish(page(Shops.shop(2, "乙")), 2, "a");
        restarted(Shops.API).open();

        assertEquals(
                List.of("default#source"),
                kafka.sources().stream()
                        .map(noted -> FakeKafka.text(noted.key()))
                        .toList());
    }

    @Test
    void anAccountIsNotReadFromAnotherApi() {
        topic.open();
        publish(page(Shops.shop(1, "甲")), 1, "a");
        RawTopic other = restarted(ApiSource.of("http://simulator:8090/", "another-key"));

        OperatorException refused = assertThrows(OperatorException.class, other::open);

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(
                refused.getMessage()
                        .startsWith("account default: was read from https://openapi.jushuitan.com/ until now; found"
                                + " http://simulator:8090/ and another app_key, expected the same API."),
                refused.getMessage());
        assertFalse(other.isOpen());
        assertEquals(Optional.of(refused), other.refused());
    }

    @Test
    void anApiThatHasAnsweredNothingIsNotNoted() {
        topic.open();
        topic.enter("{}".getBytes(UTF_8));
        assertEquals(List.of(), kafka.sources());

        topic.hasAnswered();
        topic.enter("{}".getBytes(UTF_8));

        assertEquals(1, kafka.sources().size());
    }

    @ParameterizedTest
    @CsvSource({"https://openapi.jushuitan.com/, another-key", "https://proxy/, app-key"})
    void anotherAddressOrAnotherApplicationAloneIsNotedInItsPlace(String baseUrl, String appKey) {
        topic.open();
        publish(page(Shops.shop(1, "甲")), 1, "a");
        RawTopic moved = restarted(ApiSource.of(baseUrl, appKey));

        moved.open();
        moved.hasAnswered();
        moved.enter("{}".getBytes(UTF_8));

        assertEquals(2, kafka.sources().size());
        assertDoesNotThrow(() -> restarted(ApiSource.of(baseUrl, appKey)).open());
    }

    private RawTopic restarted(ApiSource source) {
        return new RawTopic(Shops.integration(), AccountSource.alone("default", source), kafka);
    }

    @Test
    void onlyWhatIsNewOrChangedIsPublished() {
        topic.open();
        assertEquals(new Changes(2, 0, 0), publish(page(Shops.shop(1, "甲"), Shops.shop(2, "乙")), 1, "a"));

        Changes changes = publish(page(Shops.shop(1, "甲"), Shops.shop(2, "丙"), Shops.shop(3, "丁")), 1, "b");

        assertEquals(new Changes(1, 1, 1), changes);
        assertEquals(List.of("{\"shop_id\":2}", "{\"shop_id\":3}"), keys().subList(2, 4));
        assertEquals(3, topic.knownKeys());
    }

    /** An idle poll costs no record and no transaction. */
    @Test
    void aPageWithoutChangesDoesNotTouchKafka() {
        topic.open();
        publish(page("{\"shop_id\":1,\"rate\":1.10,\"nick\":\"n\"}"), 1, "a");

        Changes changes = publish(page("{\"nick\":\"n\",\"rate\":1.1,\"shop_id\":1}"), 1, "b");

        assertEquals(new Changes(0, 0, 1), changes);
        assertEquals(Changes.NONE, publish(page(), 2, "b"));
        assertEquals(1, kafka.producer().commitCount());
    }

    @Test
    void aPageIsOneTransaction() {
        topic.open();

        publish(page(Shops.shop(1, "甲"), Shops.shop(2, "乙")), 1, "a");
        publish(page(Shops.shop(3, "丙")), 2, "a");

        assertEquals(2, kafka.producer().commitCount());
        assertEquals(3, kafka.raw().size());
    }

    @Test
    void whereAKeyStandsTwiceOnAPageTheLaterRecordCounts() {
        topic.open();

        Changes changes = publish(page(Shops.shop(1, "old"), Shops.shop(1, "new")), 1, "a");

        assertEquals(new Changes(1, 0, 1), changes);
        assertEquals(List.of(Shops.shop(1, "new")), values());
    }

    @Test
    void afterARestartItKnowsWhatTheTopicHolds() {
        kafka.holds("{\"shop_id\":1}", Shops.shop(1, "old"));
        kafka.holds("{\"shop_id\":2}", Shops.shop(2, "same"));
        kafka.holds("{\"shop_id\":3}", Shops.shop(3, "gone"));
        kafka.holds("{\"shop_id\":1}", Shops.shop(1, "now"));
        kafka.holds("{\"shop_id\":3}", null);
        topic.open();
        assertEquals(2, topic.knownKeys());

        Changes changes = publish(page(Shops.shop(1, "now"), Shops.shop(2, "other"), Shops.shop(3, "gone")), 1, "a");

        assertEquals(new Changes(1, 1, 1), changes);
    }

    @Test
    void anOpenTopicStaysAsItIs() {
        assertTrue(topic.open());
        assertFalse(topic.open());

        assertEquals(1, kafka.transactionalIds().size());
    }

    /** Whether a commit that failed took place is unknown: what the topic holds is read anew. */
    @Test
    void aPageThatFailsIsPublishedWholeNextTime() {
        topic.open();
        publish(page(Shops.shop(1, "甲")), 1, "a");
        kafka.producer().commitTransactionException = new TimeoutException("broker away");
        Page page = page(Shops.shop(1, "乙"), Shops.shop(2, "丙"));

        OperatorException error = assertThrows(OperatorException.class, () -> publish(page, 1, "b"));

        assertTrue(error.getMessage().startsWith(TOPIC + ": TimeoutException: broker away;"), error.getMessage());
        assertTrue(kafka.producer().closed());
        assertEquals(1, kafka.raw().size());
        topic.open();
        assertEquals(new Changes(1, 1, 0), publish(page, 1, "c"));
        assertEquals(3, kafka.raw().size());
    }

    @Test
    void aTopicThatIsMissingIsNamed() {
        kafka.losesItsTopic();

        OperatorException error = assertThrows(OperatorException.class, topic::open);

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains("there is no topic " + TOPIC), error.getMessage());
        assertTrue(kafka.producer().closed());
    }

    record Fault(KafkaException fault, String said) {}

    static List<Fault> faults() {
        return List.of(
                new Fault(new ProducerFencedException("epoch 3"), "another producer has taken over"),
                new Fault(new KafkaException("wrapped", new ProducerFencedException("epoch 3")), "another producer"),
                new Fault(new SaslAuthenticationException("no"), "check the JST_KAFKA_* settings"),
                new Fault(new TopicAuthorizationException("jst.shops.raw"), "the rights of this user"),
                new Fault(new TimeoutException("after 30 s"), "check JST_KAFKA_BOOTSTRAP_SERVERS"),
                new Fault(new KafkaException("strange"), TOPIC + ": KafkaException: strange"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultOfKafkaSaysWhatToDo(Fault fault) {
        topic.open();
        kafka.producer().commitTransactionException = fault.fault();

        OperatorException error =
                assertThrows(OperatorException.class, () -> publish(page(Shops.shop(1, "甲")), 1, "a"));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains(fault.said()), error.getMessage());
    }

    /** As where an account is given to another instance while the broker is away. */
    @Test
    void aStopInTheMiddleOfACommitIsNoFaultOfTheProgram() {
        topic.open();
        InterruptException asked = new InterruptException("asked to stop");
        kafka.producer().commitTransactionException = asked;
        kafka.producer().closeException = asked;

        OperatorException error =
                assertThrows(OperatorException.class, () -> publish(page(Shops.shop(1, "甲")), 1, "a"));

        assertTrue(Thread.interrupted(), "whoever waits next must see that it was asked to stop");
        assertTrue(error.getMessage().contains("asked to stop before Kafka had answered"), error.getMessage());
        assertFalse(topic.isOpen());
    }

    /** Two producers would otherwise fence each other for ever, turn by turn. */
    @Test
    void whoHasBeenFencedNeverOpensAgain() {
        topic.open();
        kafka.producer().fenceProducer();
        assertThrows(OperatorException.class, () -> publish(page(Shops.shop(1, "甲")), 1, "a"));

        OperatorException error = assertThrows(OperatorException.class, topic::open);

        assertTrue(error.getMessage().contains("another producer has taken over"), error.getMessage());
        assertThrows(OperatorException.class, () -> topic.enter("{}".getBytes(UTF_8)));
        assertEquals(1, kafka.transactionalIds().size());
    }

    /** A client is not even made where no broker's name can be resolved. */
    @Test
    void brokersThatAreNotKnownYetCanBeFoundLater() {
        kafka.goesAway(new KafkaException(
                "Failed to construct kafka producer", new ConfigException("No resolvable bootstrap urls")));

        OperatorException error = assertThrows(OperatorException.class, topic::open);

        assertTrue(
                error.getMessage().contains("No resolvable bootstrap urls; check the JST_KAFKA_*"), error.getMessage());
        kafka.comesBack();
        topic.open();
        assertEquals(new Changes(1, 0, 0), publish(page(Shops.shop(1, "甲")), 1, "a"));
    }

    @Test
    void theLedgerHasAnEntryKeyedByAccountAndIntegration() {
        topic.open();

        topic.enter("{\"outcome\":\"complete\"}".getBytes(UTF_8));

        assertEquals("default/shops", FakeKafka.text(kafka.ledger().get(0).key()));
        assertEquals(0, kafka.raw().size());
    }

    /** It would keep all later entries out. */
    @Test
    void anEntryThatIsTooLargeIsDroppedAndTheOthersAreWritten() {
        topic.enter("small".getBytes(UTF_8));
        topic.open();
        kafka.producer().sendException = new RecordTooLargeException("more than max.request.size");
        assertThrows(OperatorException.class, () -> topic.enter("too large".getBytes(UTF_8)));
        topic.open();

        topic.enter("next".getBytes(UTF_8));

        assertEquals(
                List.of("small", "next"),
                kafka.ledger().stream()
                        .map(entry -> FakeKafka.text(entry.value()))
                        .toList());
    }

    @Test
    void whatIsNotOpenPublishesNothing() {
        topic.open();
        topic.close();
        topic.close();

        assertFalse(topic.isOpen());
        assertThrows(IllegalStateException.class, () -> publish(page(Shops.shop(9, "甲")), 1, "a"));
        assertTrue(kafka.producer().closed());
    }

    @Test
    void aPageAndTheStateOfTheReaderAreOneTransaction() {
        topic.open();

        publish(page(Shops.shop(1, "甲")), 7, "a");

        assertEquals(1, kafka.producer().commitCount());
        assertEquals("default/shops", FakeKafka.text(kafka.cursors().get(0).key()));
        topic.close();
        assertEquals(Optional.empty(), topic.state());
        topic.open();
        assertEquals("a 7", topic.state().map(FakeKafka::text).orElse(""));
    }

    @Test
    void anEndIsOneTransaction() {
        topic.open();
        publish(page(Shops.shop(1, "甲"), Shops.shop(2, "乙")), 1, "a");

        topic.end(
                new Departures(List.of("{\"shop_id\":2}"), Instant.EPOCH),
                new Origin("b", Origin.BY_KEY, Instant.ofEpochMilli(43)),
                "state".getBytes(UTF_8),
                "entry".getBytes(UTF_8));

        assertEquals(2, kafka.producer().commitCount());
        ProducerRecord<byte[], byte[]> tombstone = kafka.raw().get(2);
        assertEquals("{\"shop_id\":2}", FakeKafka.text(tombstone.key()));
        assertNull(tombstone.value());
        assertEquals(
                "b", FakeKafka.text(tombstone.headers().lastHeader("jst.sweep").value()));
        assertEquals("state", FakeKafka.text(kafka.cursors().get(1).value()));
        assertEquals("entry", FakeKafka.text(kafka.ledger().get(0).value()));
        assertEquals(1, topic.knownKeys());
        assertEquals(new Changes(1, 0, 0), publish(page(Shops.shop(2, "乙")), 1, "c"));
    }

    @Test
    void anEndThatFailsForgetsNothing() {
        topic.open();
        publish(page(Shops.shop(1, "甲")), 1, "a");
        kafka.producer().commitTransactionException = new TimeoutException("broker away");
        Origin origin = new Origin("b", Origin.BY_KEY, Instant.EPOCH);
        Departures gone = new Departures(List.of("{\"shop_id\":1}"), Instant.EPOCH);

        assertThrows(OperatorException.class, () -> topic.end(gone, origin, new byte[0], new byte[0]));

        assertEquals(1, topic.knownKeys());
        topic.open();
        assertEquals(1, topic.knownKeys());
        assertEquals(0, kafka.ledger().size());
    }

    /** It has deleted the row of both. */
    @Test
    void whatAnotherAccountHasDeletedIsNotKnownEither() {
        kafka.holds("{\"shop_id\":1}", Shops.shop(1, "甲"), "default");
        kafka.holds("{\"shop_id\":2}", Shops.shop(2, "乙"), "default");
        kafka.holds("{\"shop_id\":1}", null, "other");

        topic.open();

        assertEquals(List.of("{\"shop_id\":2}"), topic.unseen());
    }

    /** Two merchants may both have a shop 1. */
    @Test
    void recordsOfAnotherAccountAreNotKnown() {
        kafka.holds("{\"shop_id\":1}", Shops.shop(1, "甲"), "default");
        kafka.holds("{\"shop_id\":2}", Shops.shop(2, "乙"), "other");

        topic.open();

        assertEquals(List.of("{\"shop_id\":1}"), topic.unseen());
    }

    @Test
    void aReadingSeesWhatStandsOnItsPages() {
        topic.open();
        publish(page(Shops.shop(1, "甲"), Shops.shop(2, "乙")), 1, "a");
        topic.forgetSeen();

        publish(page(Shops.shop(1, "甲"), Shops.shop(3, "丙")), 1, "b");

        assertEquals(List.of("{\"shop_id\":2}"), topic.unseen());
        assertTrue(topic.seen("{\"shop_id\":1}"));
        assertTrue(topic.seen("{\"shop_id\":3}"));
        assertFalse(topic.seen("{\"shop_id\":2}"));
        assertFalse(topic.seen("{\"shop_id\":9}"));
    }

    @Test
    void whatAnOperatorHasOrderedIsReadWhenItIsAskedFor() {
        topic.open();
        assertEquals(Optional.empty(), topic.order());

        kafka.isOrdered(Cursors.order("default", "shops"), "go".getBytes(UTF_8));

        assertEquals("go", topic.order().map(FakeKafka::text).orElse(""));
    }

    @Test
    void changesAddUp() {
        assertEquals(new Changes(5, 7, 9), new Changes(1, 2, 3).plus(new Changes(4, 5, 6)));
        assertEquals(21, new Changes(5, 7, 9).seen());
    }

    private Changes publish(Page page, int number, String sweep) {
        PageContent content = topic.compare(page);
        topic.publish(
                content, new Origin(sweep, number, page.fetchedAt()), () -> (sweep + " " + number).getBytes(UTF_8));
        return content.changes();
    }

    private static Page page(String... records) {
        return new Page(
                Arrays.stream(records).map(record -> record.getBytes(UTF_8)).toList(),
                false,
                OptionalInt.empty(),
                Instant.ofEpochMilli(42));
    }

    private List<String> keys() {
        return kafka.raw().stream().map(raw -> FakeKafka.text(raw.key())).toList();
    }

    private List<String> values() {
        return kafka.raw().stream().map(raw -> FakeKafka.text(raw.value())).toList();
    }
}
