package io.jststream.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The application's tokens (API: token life cycle). Thread-safe. */
final class Tokens {
    private final Duration life;
    private final InstantSource clock;
    private final Random random;
    private @Nullable Pair live;

    private record Pair(String access, String refresh, Instant expiresAt) {}

    Tokens(Duration life, InstantSource clock, long seed) {
        this.life = life;
        this.clock = clock;
        this.random = new Random(seed);
    }

    /** The live tokens with the rest of their life, or new ones. */
    synchronized Reply init() {
        Pair pair = live();
        if (pair == null) {
            pair = new Pair(hex(), hex(), clock.instant().plus(life));
            live = pair;
        }
        return issued(pair);
    }

    /** The same tokens with a whole life before them, where the refresh token is the live one's. */
    synchronized Reply refresh(Map<String, String> form) {
        Pair pair = live();
        if (pair == null || !pair.refresh().equals(form.get("refresh_token"))) {
            return Reply.refused(100, "refresh_token无效或已过期");
        }
        Pair longer = new Pair(pair.access(), pair.refresh(), clock.instant().plus(life));
        live = longer;
        return issued(longer);
    }

    synchronized boolean accepts(@Nullable String accessToken) {
        Pair pair = live();
        return pair != null && pair.access().equals(accessToken);
    }

    /** Ends the access token and leaves the refresh token alone, or ends both: new ones have other values. */
    synchronized void expire(boolean refreshToo) {
        if (live != null) {
            live = refreshToo ? null : new Pair(hex(), live.refresh(), live.expiresAt());
        }
    }

    private @Nullable Pair live() {
        return live != null && clock.instant().isBefore(live.expiresAt()) ? live : null;
    }

    private Reply issued(Pair pair) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("code", 0).put("msg", "执行成功");
        answer.putObject("data")
                .put("access_token", pair.access())
                .put(
                        "expires_in",
                        Duration.between(clock.instant(), pair.expiresAt()).toSeconds())
                .put("refresh_token", pair.refresh())
                .put("scope", "all");
        return Reply.json(answer);
    }

    private String hex() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }
}
