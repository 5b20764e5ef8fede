package io.jststream.producer.api;

import io.jststream.service.ExitCode;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the attempts at one call and pauses between them: longer each time, and never in step with others. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Waiting for the quota is no failure, but a call that waits for an hour has lost its sweep. */
    private static final int MOST_WAITS = 60;

    private final String path;
    private final int most;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private int failed;
    private int waits;
    private boolean renewed;
    private boolean resigned;

    Attempts(String path, int most, Sleeper sleeper, RandomGenerator random) {
        this.path = path;
        this.most = most;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Pauses before the next attempt after a passing fault; gives up when there have been too many. */
    void pause(Verdict verdict) throws InterruptedException {
        failed++;
        if (failed >= most) {
            throw new ApiException(
                    path,
                    verdict.exitCode(),
                    verdict.reach(),
                    verdict.reason() + " (attempt " + failed + ", the last)");
        }
        sleep(jittered(backOff(failed)), verdict);
    }

    /** Waits because there were too many calls. */
    void wait(Verdict verdict) throws InterruptedException {
        if (++waits > MOST_WAITS) {
            throw new ApiException(
                    path,
                    ExitCode.ENVIRONMENT,
                    Reach.ACCOUNT,
                    verdict.reason() + " after " + MOST_WAITS
                            + " waits: other tools use up this merchant's quota; give this"
                            + " account more time between sweeps, or them less");
        }
        sleep(verdict.atLeast().plusMillis(random.nextInt(200)), verdict);
    }

    /** Allows one renewal of the token a call. */
    void renewOnce(Verdict verdict) {
        if (renewed) {
            throw new ApiException(
                    path,
                    ExitCode.BAD_CONFIGURATION,
                    Reach.ACCOUNT,
                    verdict.reason()
                            + ", again with a token just renewed: check that JST_APP_KEY belongs to JST_BASE_URL, and"
                            + " that no other program renews this merchant's token");
        }
        renewed = true;
    }

    /** Allows one more signature with the time of then a call. */
    void resignOnce(Verdict verdict) {
        if (resigned) {
            throw new ApiException(
                    path,
                    ExitCode.ENVIRONMENT,
                    Reach.ACCOUNT,
                    verdict.reason() + ", again with a new timestamp: set this machine's clock (NTP)");
        }
        resigned = true;
    }

    ApiException giveUp(Verdict verdict) {
        return new ApiException(path, verdict.exitCode(), verdict.reach(), verdict.reason());
    }

    private static Duration backOff(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Between half of the pause and the whole of it. */
    private Duration jittered(Duration pause) {
        return Duration.ofMillis(pause.toMillis() / 2 + random.nextLong(pause.toMillis() / 2 + 1));
    }

    private void sleep(Duration pause, Verdict verdict) throws InterruptedException {
        LOG.atWarn()
                .addKeyValue("api", path)
                .addKeyValue("attempt", failed + waits)
                .addKeyValue("waitMillis", pause.toMillis())
                .addKeyValue("reason", verdict.reason())
                .log("Call will be tried again");
        sleeper.sleep(pause);
    }
}
