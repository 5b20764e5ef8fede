package io.jststream.producer;

import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.group.AccountGroup;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the accounts that the group gives to this instance: begins those that are new, ends those that are another's now, and
 * says so. One thread runs it; any may ask how it goes.
 */
final class HeldAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(HeldAccounts.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long PAUSE_MILLIS = 10;
    /** A producer outside the group that reads one of its accounts would be taken over from again and again otherwise. */
    private static final Duration AFTER_TAKEOVER = Duration.ofMinutes(1);

    private final Function<String, Reading> reader;
    private final SteadyClock clock;
    private final Map<String, Reading> readings = new ConcurrentSkipListMap<>();
    private volatile boolean given;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<String> lost = Optional.empty();
    private Set<String> wanted = Set.of();
    private Instant shareAnewAt = Instant.MAX;

    /** @param reader begins to read an account */
    HeldAccounts(Function<String, Reading> reader, SteadyClock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** The accounts that are being read, those among them that are to end. Thread-safe. */
    Set<String> names() {
        return Set.copyOf(readings.keySet());
    }

    // region held-accounts
    /**
     * Takes part until it is to stop.
     *
     * @throws RuntimeException where reading an account met a fault of the program
     */
    void run(AccountGroup group, Program.Stop stop) throws InterruptedException {
        while (!stop.await(PAUSE_MILLIS)) {
            group.poll(POLL).ifPresent(this::take);
            dropWhenOutOfTouch(group);
            endWhatIsNotWanted();
            if (removeEnded() || !clock.instant().isBefore(shareAnewAt)) {
                shareAnewAt = Instant.MAX;
                group.shareAnew();
            }
            beginWhatIsWanted();
        }
    }
    // endregion

    /** Asks all to end and waits for that; true when all have. */
    boolean end(Duration longest) throws InterruptedException {
        readings.values().forEach(Reading::stop);
        Instant deadline = clock.instant().plus(longest);
        for (Reading reading : readings.values()) {
            reading.awaitEnd(Duration.between(clock.instant(), deadline));
        }
        return readings.values().stream().allMatch(Reading::ended);
    }

    /** Why this instance does not do its work; empty while it does, which may be to wait for an account. Thread-safe. */
    Optional<String> notReady() {
        if (!given) {
            return Optional.of("no accounts shared yet: "
                    + trouble.orElse("waits for Kafka; check JST_KAFKA_BOOTSTRAP_SERVERS and that the brokers are up"));
        }
        return lost.or(() -> readings.values().stream()
                .map(Reading::notReady)
                .flatMap(Optional::stream)
                .findFirst());
    }

    private void take(Set<String> accounts) {
        if (!given || !accounts.equals(wanted)) {
            LOG.atInfo()
                    .addKeyValue("accounts", accounts)
                    .log(accounts.isEmpty() ? "Standby: other instances read all accounts" : "Accounts to read");
        }
        wanted = accounts;
        given = true;
        lost = Optional.empty();
    }

    /** Another instance may have been given them; and where there is none, nothing could be published anyway. */
    private void dropWhenOutOfTouch(AccountGroup group) {
        trouble = group.trouble();
        if (given && !group.inTouch()) {
            LOG.atWarn().addKeyValue("accounts", wanted).log("Out of touch with the other instances, reading stops");
            given = false;
            wanted = Set.of();
            group.shareAnew();
        }
    }

    private void endWhatIsNotWanted() {
        readings.forEach((account, reading) -> {
            if (!wanted.contains(account)) {
                reading.stop();
            }
        });
    }

    /** Forgets what has ended; true where that makes it free for another instance. */
    private boolean removeEnded() {
        boolean freed = false;
        for (String account : names()) {
            Reading reading = readings.get(account);
            if (reading != null && reading.ended()) {
                readings.remove(account);
                reading.fault().ifPresent(fault -> lost(account, fault));
                freed |= !wanted.contains(account) && shareAnewAt.equals(Instant.MAX);
            }
        }
        return freed;
    }

    private void lost(String account, RuntimeException fault) {
        if (!(fault instanceof OperatorException)) {
            throw fault;
        }
        LOG.atWarn()
                .addKeyValue("account", account)
                .addKeyValue("reason", fault.getMessage())
                .log("Account lost, waits until it is given again");
        lost = Optional.of(account + ": " + fault.getMessage());
        wanted = without(account);
        shareAnewAt = clock.instant().plus(AFTER_TAKEOVER);
    }

    private Set<String> without(String account) {
        return wanted.stream().filter(name -> !name.equals(account)).collect(Collectors.toUnmodifiableSet());
    }

    private void beginWhatIsWanted() {
        for (String account : wanted) {
            readings.computeIfAbsent(account, reader);
        }
    }
}
