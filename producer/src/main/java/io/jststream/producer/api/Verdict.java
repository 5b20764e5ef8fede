package io.jststream.producer.api;

import io.jststream.service.ExitCode;
import java.time.Duration;
import java.util.Optional;

/**
 * What an answer means for the call that it answers.
 *
 * @param reason what was answered and, where a person has to act, what to do
 * @param atLeast how long to wait before the next attempt; zero unless the verdict is to wait
 * @param limit which limit has refused the call, where one has
 * @param exitCode how a process ends that gives up on this
 * @param reach whom it concerns
 */
record Verdict(Kind kind, String reason, Duration atLeast, Optional<Limit> limit, ExitCode exitCode, Reach reach) {
    /** What to do. */
    enum Kind {
        /** Read the body: the call has succeeded. */
        ACCEPT,
        /** Too many calls: the same call again after a while. No failed attempt. */
        WAIT,
        /** The access token is not valid (any more): renew it, then the same call again; once. */
        RENEW_TOKEN,
        /** The timestamp was refused: the same call again, signed with the time of then; once. */
        RESIGN,
        /** A passing fault: the same call again after a pause, a limited number of times. */
        RETRY,
        /** Trying again is pointless. */
        GIVE_UP
    }

    static Verdict of(Kind kind, String reason) {
        return of(kind, reason, ExitCode.FAILED, Reach.REQUEST);
    }

    static Verdict retry(String reason) {
        return retry(reason, Reach.REQUEST);
    }

    static Verdict retry(String reason, Reach reach) {
        return of(Kind.RETRY, reason, ExitCode.ENVIRONMENT, reach);
    }

    /** Of an answer in another shape, which may be right the next time; nothing around it is at fault. */
    static Verdict odd(String reason) {
        return of(Kind.RETRY, reason, ExitCode.FAILED, Reach.REQUEST);
    }

    static Verdict waiting(Limit limit, Duration atLeast, String reason) {
        return new Verdict(Kind.WAIT, reason, atLeast, Optional.of(limit), ExitCode.FAILED, Reach.ACCOUNT);
    }

    static Verdict giveUp(ExitCode exitCode, Reach reach, String reason) {
        return of(Kind.GIVE_UP, reason, exitCode, reach);
    }

    private static Verdict of(Kind kind, String reason, ExitCode exitCode, Reach reach) {
        return new Verdict(kind, reason, Duration.ZERO, Optional.empty(), exitCode, reach);
    }
}
