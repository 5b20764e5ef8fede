package io.jststream.producer.account;

import io.jststream.service.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A merchant's tokens.
 *
 * @param issuedAt when they were received, for what a share of their life is
 * @param expiresAt when they end: the server says for how long a token still lives, and nothing else is believed
 */
public record Tokens(Secret accessToken, Secret refreshToken, Instant issuedAt, Instant expiresAt) {
    private static final Duration LONGEST_MARGIN = Duration.ofDays(1);

    /**
     * When they should be renewed: a day before they end, or a tenth of their life before where that is less. A refresh
     * token dies with its access token, so the margin has to outlast a machine that is off over night.
     */
    Instant renewAt() {
        Duration tenth = Duration.between(issuedAt, expiresAt).dividedBy(10);
        return expiresAt.minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
    }
}
