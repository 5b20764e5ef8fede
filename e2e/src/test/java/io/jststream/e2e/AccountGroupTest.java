package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.group.AccountGroup;
import io.jststream.producer.group.KafkaAccountGroup;
import io.jststream.service.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an instance takes for being in touch with the others, with a clock that the test sets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountGroupTest {
    private static final Set<String> ACCOUNTS = Set.of("a");
    /** Several heartbeats, and less than a session. */
    private static final Duration SOME_HEARTBEATS = Duration.ofSeconds(2);

    private final EmbeddedBroker broker = EmbeddedBroker.start(House.newFolder("group"), 0);
    private Instant now = Instant.EPOCH;
    private Optional<KafkaException> fault = Optional.empty();

    @BeforeAll
    void createTopics() throws Exception {
        new Setup(settings(), House.catalog()).topics();
    }

    @AfterAll
    void close() {
        broker.close();
    }

    /** Whoever was frozen for longer than a session is answered all the same: with a refusal. */
    @Test
    void afterALongSilenceOnlyASharingCounts() {
        try (AccountGroup group = group("silence", () -> ACCOUNTS)) {
            awaitAccounts(group);
            for (int silences = 0; silences < 3; silences++) {
                pass(Duration.ofSeconds(3));
                group.poll(SOME_HEARTBEATS);
                assertTrue(group.inTouch(), "answered within the session");
            }

            pass(Duration.ofSeconds(9));
            group.poll(SOME_HEARTBEATS);
            assertFalse(group.inTouch());

            group.shareAnew();
            awaitAccounts(group);
            assertTrue(group.inTouch());
        }
    }

    @Test
    void whoBeginsAnewIsOutOfTouchAndHandsNothingOverYet() {
        try (AccountGroup group = group("anew", () -> {
                    fault.ifPresent(thrown -> {
                        throw thrown;
                    });
                    return ACCOUNTS;
                });
                AccountGroup other = group("anew", Set::of)) {
            awaitAccounts(group);
            fault = Optional.of(new KafkaException("told so"));

            group.shareAnew();
            Awaitility.await().until(() -> {
                group.poll(Duration.ofMillis(100));
                return group.trouble().isPresent();
            });

            assertFalse(group.inTouch());
            assertEquals(Optional.empty(), other.poll(SOME_HEARTBEATS), "given to another one while it was being read");
            awaitAccounts(other);

            fault = Optional.empty();
            assertEquals(Optional.empty(), group.poll(SOME_HEARTBEATS), "before a session is over");
            pass(Duration.ofSeconds(10));
            group.shareAnew();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                other.poll(Duration.ofMillis(100));
                group.poll(Duration.ofMillis(100));
                return group.inTouch();
            });
        }
    }

    @Test
    void withoutASettingEightSecondsOfSilenceAreTooMany() {
        Properties client = settings().kafka();
        client.setProperty("group.id", "default");
        try (AccountGroup group = new KafkaAccountGroup(client, ACCOUNTS, () -> ACCOUNTS, () -> now)) {
            awaitAccounts(group);

            pass(Duration.ofMillis(7999));
            assertTrue(group.inTouch());
            pass(Duration.ofMillis(1));
            assertFalse(group.inTouch());
        }
    }

    private AccountGroup group(String id, Supplier<Set<String>> held) {
        Properties client = settings().kafka();
        client.setProperty("group.id", id);
        client.setProperty("session.timeout.ms", "10000");
        client.setProperty("heartbeat.interval.ms", "200");
        return new KafkaAccountGroup(client, ACCOUNTS, held, () -> now);
    }

    private Settings settings() {
        return Settings.from(
                Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1"));
    }

    private static void awaitAccounts(AccountGroup group) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> group.poll(Duration.ofMillis(100)).equals(Optional.of(ACCOUNTS)));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
