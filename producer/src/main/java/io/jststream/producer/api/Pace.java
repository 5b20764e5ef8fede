package io.jststream.producer.api;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * How many calls one limit leaves for us. Our own windows keep the limit, so a refusal means that another tool of the merchant
 * makes calls too. Then half as many are made, and after each {@link #CALM} without a refusal a tenth of the limit more, until it
 * is all of it again; never less than a tenth of it. What is refused within one window after it became slower does not count: the
 * server still counts calls from before. Thread-safe where its quota is.
 */
final class Pace {
    /** Time without a refusal after which there may be more calls. */
    static final Duration CALM = Duration.ofMinutes(1);
    /** Share of the limit that is always used, and by which a pace rises. */
    private static final int STEPS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private final String account;
    private final Limit limit;
    private final int most;
    private volatile int calls;
    /** When it last became another one; {@link #CALM} later it rises. */
    private Instant changed = Instant.MIN;

    private Instant slowed = Instant.MIN;

    Pace(String account, Limit limit, int most) {
        this.account = account;
        this.limit = limit;
        this.most = most;
        this.calls = most;
    }

    /** Calls that the window may hold at this time. */
    int at(Instant now) {
        if (calls == most) {
            return most;
        }
        long calm = Duration.between(changed, now).dividedBy(CALM);
        if (calm > 0) {
            changed = changed.plus(CALM.multipliedBy(calm));
            becomes((int) Math.min(most, calls + calm * step()), Level.INFO);
        }
        return calls;
    }

    /** The server has refused a call by this limit. */
    void refused(Instant now) {
        int before = at(now);
        changed = now;
        if (slowed.equals(Instant.MIN) || !slowed.plus(limit.window()).isAfter(now)) {
            slowed = now;
            becomes(Math.max(step(), before / 2), Level.WARN);
        }
    }

    /** As of the last call. Thread-safe. */
    int calls() {
        return calls;
    }

    int most() {
        return most;
    }

    private int step() {
        return Math.max(1, most / STEPS);
    }

    private void becomes(int now, Level level) {
        int before = calls;
        calls = Math.min(most, now);
        if (calls != before) {
            LOG.atLevel(level)
                    .addKeyValue("account", account)
                    .addKeyValue("limit", limit.text())
                    .addKeyValue("from", before)
                    .addKeyValue("to", calls)
                    .addKeyValue("most", most)
                    .log(calls < before ? "Fewer calls: another tool uses this merchant's quota" : "More calls again");
        }
    }
}
