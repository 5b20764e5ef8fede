package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sharing of the group means for the accounts that are being read. */
class HeldAccountsTest {
    private final FakeTime time = new FakeTime();
    private final List<FakeReading> begun = new CopyOnWriteArrayList<>();
    private final HeldAccounts held = new HeldAccounts(this::begin, time.steady());
    private final FakeGroup group = new FakeGroup(Set.of("a", "b"), held::names);
    private final Program.Stop stop = new Program.Stop();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> running = thread.submit(() -> {
        held.run(group, stop);
        return null;
    });

    /** Reads nothing; ends when the test lets it. */
    private static final class FakeReading implements Reading {
        private final String account;
        private final boolean endsAtOnce;
        private volatile boolean asked;
        private volatile boolean ended;
        private volatile Optional<RuntimeException> fault = Optional.empty();

        private FakeReading(String account, boolean endsAtOnce) {
            this.account = account;
            this.endsAtOnce = endsAtOnce;
        }

        private void fails(RuntimeException with) {
            fault = Optional.of(with);
            ended = true;
        }

        @Override
        public void stop() {
            asked = true;
            ended |= endsAtOnce;
        }

        @Override
        public boolean ended() {
            return ended;
        }

        @Override
        public void awaitEnd(Duration longest) {}

        @Override
        public Optional<RuntimeException> fault() {
            return fault;
        }

        @Override
        public Optional<String> notReady() {
            return Optional.empty();
        }
    }

    private Reading begin(String account) {
        FakeReading reading = new FakeReading(account, !account.equals("slow"));
        begun.add(reading);
        return reading;
    }

    @AfterEach
    void stop() {
        stop.request();
        thread.shutdownNow();
    }

    @Test
    void readsWhatItIsGivenAndEndsWhatIsAnothersNow() {
        awaitHeld("a", "b");

        group.gives("b", "c");

        awaitHeld("b", "c");
        assertEquals(List.of("a", "b", "c"), names(), "begun once each");
        Awaitility.await().until(() -> group.askedToShareAnew() == 1);
    }

    @Test
    void whatHasNotEndedYetIsNeitherGivenAwayNorBegunAgain() {
        awaitHeld("a", "b");
        group.gives("slow");
        awaitHeld("slow");
        Awaitility.await().until(() -> group.askedToShareAnew() == 1);

        group.gives();
        Awaitility.await().until(() -> reading("slow").asked);
        group.gives("slow");
        passSomeTurns();

        assertEquals(1, group.askedToShareAnew());
        assertEquals(1, begun("slow"));

        reading("slow").ended = true;
        Awaitility.await().until(() -> begun("slow") == 2);
    }

    @Test
    void anInstanceWithoutAccountsStandsByAndIsReady() {
        awaitHeld("a", "b");

        group.gives();

        awaitHeld();
        assertEquals(Optional.empty(), held.notReady());
    }

    @Test
    void outOfTouchItReadsNothingUntilItIsGivenAccountsAgain() {
        awaitHeld("a", "b");

        group.losesTouch();

        awaitHeld();
        assertTrue(held.notReady().orElseThrow().startsWith("no accounts shared yet"));
        group.isInTouchAgain();
        passSomeTurns();
        assertEquals(Set.of(), held.names());

        group.gives("a");

        awaitHeld("a");
        assertEquals(Optional.empty(), held.notReady());
    }

    @Test
    void whatAnotherProducerHasTakenOverIsLeftToItForAMinute() {
        awaitHeld("a", "b");

        reading("a").fails(new OperatorException(ExitCode.ENVIRONMENT, "another producer has taken over"));

        awaitHeld("b");
        assertEquals(Optional.of("a: another producer has taken over"), held.notReady());
        passSomeTurns();
        assertEquals(0, group.askedToShareAnew());

        time.pass(Duration.ofMinutes(1));

        Awaitility.await().until(() -> group.askedToShareAnew() == 1);
        group.gives("a", "b");
        awaitHeld("a", "b");
        assertEquals(2, begun("a"));
    }

    @Test
    void aFaultOfTheProgramEndsIt() {
        awaitHeld("a", "b");

        reading("b").fails(new IllegalStateException("a bug"));

        ExecutionException ended = assertThrows(ExecutionException.class, () -> running.get(5, TimeUnit.SECONDS));
        assertEquals("java.lang.IllegalStateException: a bug", String.valueOf(ended.getCause()));
    }

    private void awaitHeld(String... accounts) {
        Awaitility.await().until(() -> held.names().equals(Set.of(accounts)));
    }

    /** The loop has gone round since, so what it would have done it has done. */
    private void passSomeTurns() {
        int polls = group.polls();
        Awaitility.await().until(() -> group.polls() > polls + 3);
    }

    private List<String> names() {
        return new ArrayList<>(
                begun.stream().map(reading -> reading.account).sorted().toList());
    }

    private long begun(String account) {
        return begun.stream().filter(reading -> reading.account.equals(account)).count();
    }

    private FakeReading reading(String account) {
        return begun.stream()
                .filter(reading -> reading.account.equals(account))
                .findFirst()
                .orElseThrow();
    }
}
