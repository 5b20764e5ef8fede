package io.jststream.producer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeTime;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenKeeperTest {
    private static final Duration LIFE = Duration.ofDays(30);

    @TempDir
    Path folder = Path.of("");

    private final FakeTime time = new FakeTime();
    private final FakeSource source = new FakeSource();

    /** Hands out access-1, access-2 and so on. */
    private final class FakeSource implements TokenSource {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private Duration life = LIFE;
        private boolean refusesRefresh;
        private boolean refusesInit;
        private Duration takesToRefuse = Duration.ZERO;
        private CountDownLatch mayAnswer = new CountDownLatch(0);

        @Override
        public Tokens init() throws InterruptedException {
            if (refusesInit) {
                asked.add("refused init");
                time.pass(takesToRefuse);
                throw new OperatorException(ExitCode.ENVIRONMENT, "HTTP 502");
            }
            return answer("init");
        }

        @Override
        public Tokens refresh(Secret refreshToken) throws InterruptedException {
            if (refusesRefresh) {
                asked.add("refused " + refreshToken.value());
                throw new OperatorException(ExitCode.BAD_CONFIGURATION, "code 150");
            }
            return answer("refresh " + refreshToken.value());
        }

        private Tokens answer(String question) throws InterruptedException {
            asked.add(question);
            int number = asked.size();
            assertTrue(mayAnswer.await(10, TimeUnit.SECONDS));
            Instant now = time.instant();
            return new Tokens(new Secret("access-" + number), new Secret("refresh-" + number), now, now.plus(life));
        }
    }

    @Test
    void theFirstTokenIsAskedForOnceAndKept() throws InterruptedException {
        TokenKeeper keeper = keeper();
        assertEquals(Optional.empty(), keeper.expiresAt());

        assertEquals(new Secret("access-1"), keeper.current());
        assertEquals(new Secret("access-1"), keeper.current());
        assertEquals(new Secret("access-1"), keeper().current());

        assertEquals(List.of("init"), source.asked);
        assertEquals(Optional.of(time.instant().plus(LIFE)), keeper.expiresAt());
    }

    /** A day before the end, or a tenth of the life before it where that is less. */
    @ParameterizedTest
    @CsvSource({"PT720H, PT696H", "PT24H, PT21H36M", "PT100S, PT90S"})
    void aTokenIsRefreshedBeforeItEnds(Duration life, Duration until) throws InterruptedException {
        source.life = life;
        TokenKeeper keeper = keeper();
        keeper.current();

        time.pass(until.minusSeconds(1));
        assertEquals(new Secret("access-1"), keeper.current());

        time.pass(Duration.ofSeconds(1));
        assertEquals(new Secret("access-2"), keeper.current());
        assertEquals(List.of("init", "refresh refresh-1"), source.asked);
        assertEquals(Optional.of(time.instant().plus(life)), keeper.expiresAt());
    }

    /** The server says how long a token still lives, and may hand out one that is nearly over. */
    @Test
    void aShortRestOfALifeIsBelieved() throws InterruptedException {
        source.life = Duration.ofSeconds(10);
        TokenKeeper keeper = keeper();
        keeper.current();

        time.pass(Duration.ofSeconds(9));

        assertEquals(new Secret("access-2"), keeper.current());
    }

    @Test
    void aRefusedRefreshLeadsToANewToken() throws InterruptedException {
        source.refusesRefresh = true;
        TokenKeeper keeper = keeper();
        keeper.current();

        time.pass(LIFE.minusHours(2));

        assertEquals(new Secret("access-3"), keeper.current());
        assertEquals(List.of("init", "refused refresh-1", "init"), source.asked);
    }

    /** The margin is there to be used: a day without renewals costs nothing while the token lives. */
    @Test
    void aTokenThatCannotBeRenewedIsUsedWhileItLives() throws InterruptedException {
        TokenKeeper keeper = keeper();
        keeper.current();
        source.refusesRefresh = true;
        source.refusesInit = true;
        time.pass(LIFE.minusHours(2));

        assertEquals(new Secret("access-1"), keeper.current());
        assertEquals(List.of("init", "refused refresh-1", "refused init"), source.asked);

        time.pass(Duration.ofHours(2));
        assertThrows(OperatorException.class, keeper::current);
    }

    @Test
    void aRenewalThatFailedIsTriedAgainAfterAMinute() throws InterruptedException {
        TokenKeeper keeper = keeper();
        keeper.current();
        source.refusesRefresh = true;
        source.refusesInit = true;
        time.pass(LIFE.minusHours(2));
        keeper.current();

        time.pass(Duration.ofSeconds(59));
        assertEquals(new Secret("access-1"), keeper.current());
        assertEquals(3, source.asked.size());

        source.refusesRefresh = false;
        time.pass(Duration.ofSeconds(1));
        assertEquals(new Secret("access-4"), keeper.current());
        assertEquals("refresh refresh-1", source.asked.get(3));
    }

    /** The server takes its time to say no, and the token may end meanwhile. */
    @Test
    void aTokenThatEndsDuringItsRenewalIsNotUsed() throws InterruptedException {
        TokenKeeper keeper = keeper();
        keeper.current();
        source.refusesRefresh = true;
        source.refusesInit = true;
        source.takesToRefuse = Duration.ofSeconds(1);
        time.pass(LIFE.minusSeconds(1));

        assertThrows(OperatorException.class, keeper::current);
    }

    /** A refresh token dies with its access token. */
    @Test
    void aTokenThatHasEndedIsNotRefreshed() throws InterruptedException {
        keeper().current();

        time.pass(LIFE);

        assertEquals(new Secret("access-2"), keeper().current());
        assertEquals(List.of("init", "init"), source.asked);
    }

    @Test
    void aTokenThatTheServerRefusedIsReplacedUnlessItHasBeen() throws InterruptedException {
        TokenKeeper keeper = keeper();
        Secret refused = keeper.current();

        keeper.renew(refused);
        keeper.renew(refused);

        assertEquals(new Secret("access-2"), keeper.current());
        assertEquals(List.of("init", "init"), source.asked);
    }

    @Test
    void severalThreadsShareOneRenewal() throws Exception {
        TokenKeeper keeper = keeper();
        Secret refused = keeper.current();
        CountDownLatch started = new CountDownLatch(6);
        source.mayAnswer = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Secret>> renewals = new ArrayList<>();
        Callable<Secret> renewal = () -> {
            started.countDown();
            keeper.renew(refused);
            return keeper.current();
        };
        for (int i = 0; i < 6; i++) {
            renewals.add(threads.submit(renewal));
        }
        assertTrue(started.await(10, TimeUnit.SECONDS));

        source.mayAnswer.countDown();

        for (Future<Secret> done : renewals) {
            assertEquals(new Secret("access-2"), done.get(10, TimeUnit.SECONDS));
        }
        threads.shutdown();
        assertEquals(List.of("init", "init"), source.asked);
    }

    /** The metrics page must answer while a renewal waits for a server that does not. */
    @Test
    void whenTheTokenEndsCanBeSeenDuringARenewal() throws Exception {
        TokenKeeper keeper = keeper();
        Secret refused = keeper.current();
        source.mayAnswer = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> renewal = threads.submit(() -> {
            keeper.renew(refused);
            return null;
        });
        Awaitility.await().until(() -> source.asked.size() == 2);

        Optional<Instant> expiresAt = threads.submit(keeper::expiresAt).get(5, TimeUnit.SECONDS);

        assertEquals(Optional.of(time.instant().plus(LIFE)), expiresAt);
        source.mayAnswer.countDown();
        renewal.get(5, TimeUnit.SECONDS);
        threads.shutdown();
    }

    @Test
    void aTokenFromTheEnvironmentIsUsedAsItIsAndNeverRenewed() throws InterruptedException {
        Secret given = new Secret("given");
        TokenKeeper keeper = new TokenKeeper(source, file(), time, Optional.of(given));

        assertSame(given, keeper.current());
        time.pass(LIFE.multipliedBy(10));
        assertSame(given, keeper.current());
        OperatorException error = assertThrows(OperatorException.class, () -> keeper.renew(given));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(error.getMessage().contains("JST_ACCESS_TOKEN"), error.getMessage());
        assertEquals(List.of(), source.asked);
        assertEquals(Optional.empty(), keeper.expiresAt());
        assertFalse(Files.exists(folder.resolve("tokens.json")));
    }

    private TokenKeeper keeper() {
        return new TokenKeeper(source, file(), time, Optional.empty());
    }

    private TokenFile file() {
        return new TokenFile(folder.resolve("tokens.json"), "app");
    }
}
