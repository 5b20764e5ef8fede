package io.jststream.producer.account;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the account's access token and renews it before it ends. Thread-safe: whoever needs a token while it is being renewed
 * waits for that renewal instead of starting another.
 */
public final class TokenKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(TokenKeeper.class);
    /** How long after a renewal, or a writing of the file, that failed the next one is tried. */
    private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

    private final TokenSource source;
    private final TokenFile file;
    private final InstantSource clock;
    private final Optional<Secret> given;
    private volatile @Nullable Tokens tokens;
    private Instant nextTry = Instant.MIN;
    private @Nullable Tokens unwritten;
    private Instant nextWrite = Instant.MIN;

    /** @param given a token that is managed elsewhere; it is used as it is and never renewed */
    public TokenKeeper(TokenSource source, TokenFile file, InstantSource clock, Optional<Secret> given) {
        this.source = source;
        this.file = file;
        this.clock = clock;
        this.given = given;
    }

    /** A token that is valid as far as the server has told. */
    public synchronized Secret current() throws InterruptedException {
        if (given.isPresent()) {
            return given.get();
        }
        Tokens known = tokens == null ? file.read().orElse(null) : tokens;
        if (known == null || !lives(known)) {
            known = keep(source.init());
        } else if (!clock.instant().isBefore(known.renewAt())
                && !clock.instant().isBefore(nextTry)) {
            known = renewedOr(known);
        }
        tokens = known;
        if (!clock.instant().isBefore(nextWrite)) {
            write();
        }
        return known.accessToken();
    }

    /** Replaces a token that the server refused, unless somebody else has replaced it meanwhile. */
    public synchronized void renew(Secret refused) throws InterruptedException {
        if (given.isPresent()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "the access token of JST_ACCESS_TOKEN is not valid or has expired; set a new one, or leave it away and"
                            + " the producer fetches and renews tokens itself");
        }
        if (tokens != null && tokens.accessToken().equals(refused)) {
            tokens = keep(source.init());
        }
    }

    /** When the token ends, or nothing where none is known. Does not wait for a renewal: metrics are read meanwhile. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(tokens).map(Tokens::expiresAt);
    }

    /** New tokens; the old ones where there are none to be had and the old ones still live. */
    private Tokens renewedOr(Tokens old) throws InterruptedException {
        Tokens renewed;
        try {
            renewed = refreshed(old);
        } catch (OperatorException e) {
            if (!lives(old)) {
                throw e;
            }
            nextTry = clock.instant().plus(BETWEEN_TRIES);
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .addKeyValue("expiresAt", old.expiresAt())
                    .log("Renewing the token failed, using the old one while it lives");
            return old;
        }
        return keep(renewed);
    }

    private Tokens refreshed(Tokens old) throws InterruptedException {
        try {
            return source.refresh(old.refreshToken());
        } catch (OperatorException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Refreshing the token failed, asking for a new one");
            return source.init();
        }
    }

    private boolean lives(Tokens known) {
        return clock.instant().isBefore(known.expiresAt());
    }

    private Tokens keep(Tokens renewed) {
        tokens = renewed;
        LOG.atInfo().addKeyValue("expiresAt", renewed.expiresAt()).log("Token renewed");
        unwritten = renewed;
        write();
        return renewed;
    }

    /** Writes what has not been written yet. Where that fails the tokens serve from memory, and a later call tries again. */
    private void write() {
        if (unwritten == null) {
            return;
        }
        try {
            file.write(unwritten);
            unwritten = null;
        } catch (OperatorException e) {
            nextWrite = clock.instant().plus(BETWEEN_TRIES);
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Token is not kept over a restart");
        }
    }
}
