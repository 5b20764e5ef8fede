package io.jststream.producer.api;

import io.jststream.producer.account.Account;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The way that every call goes, written once. Thread-safe.
 *
 * <p>The order matters. An attempt takes its place in the quota first: the server counts refused calls too. Then it is signed,
 * since a timestamp that has waited for its turn may be too old. The answer is judged before anything in it is believed.
 */
final class Chain {
    private final Account account;
    private final Transport transport;
    private final Quota quota;
    private final AttemptLimits limits;
    private final CallMeters meters;
    private final InstantSource clock;

    Chain(
            Account account,
            Transport transport,
            Quota quota,
            AttemptLimits limits,
            CallMeters meters,
            InstantSource clock) {
        this.account = account;
        this.transport = transport;
        this.quota = quota;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
    }

    // region http-chain
    <T> T call(Call<T> call) throws InterruptedException {
        Attempts attempts = limits.attemptsAt(call.path());
        while (true) {
            Verdict verdict;
            try {
                Answer answer = send(call);
                verdict = Judge.of(answer);
                if (verdict.kind() == Verdict.Kind.ACCEPT) {
                    return call.read(answer);
                }
            } catch (IOException e) {
                verdict = unread(e);
            }
            meters.judged(verdict);
            switch (verdict.kind()) {
                case ACCEPT -> throw new IllegalStateException("accepted and yet not returned");
                case WAIT -> {
                    verdict.limit().ifPresent(quota::refused);
                    attempts.wait(verdict);
                }
                case RENEW_TOKEN -> {
                    attempts.renewOnce(verdict);
                    call.renewToken();
                }
                case RESIGN -> attempts.resignOnce(verdict);
                case RETRY -> attempts.pause(verdict);
                case GIVE_UP -> throw attempts.giveUp(verdict);
            }
        }
    }

    private Answer send(Call<?> call) throws IOException, InterruptedException {
        Map<String, String> parameters = new HashMap<>(call.parameters());
        try (Quota.Place place = quota.take()) {
            meters.waited(place.waited());
            call.attempted(place.waited());
            parameters.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
            parameters.put("sign", Signature.of(account.appSecret(), parameters));
            return meters.timed(call.path(), () -> transport.post(call.path(), parameters));
        }
    }
    // endregion

    /** What it means that there is no answer, or none that can be read. */
    private Verdict unread(IOException e) {
        return e instanceof OddAnswerException odd ? odd.verdict() : Verdict.retry(transport.reason(e), Reach.of(e));
    }
}
