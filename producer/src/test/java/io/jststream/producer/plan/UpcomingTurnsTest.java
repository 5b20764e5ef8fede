package io.jststream.producer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.producer.Shops;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What make check says of times of the day. */
class UpcomingTurnsTest {
    @Test
    void eachExpressionIsShownByItsNextThreeTimes() {
        Source shops = Shops.source();
        Source source = new Source(
                shops.api(),
                shops.request(),
                shops.records(),
                shops.key(),
                shops.read(),
                Cron.of("0 8-20/6 * * *"),
                Optional.of(Cron.of("0 3 * * 1")),
                shops.gone());
        Integration byTheClock =
                new Integration("shops", "店铺", source, Shops.integration().target());

        assertEquals(
                List.of(
                        "shops: every \"0 8-20/6 * * *\" is next due at 2026-11-24 14:00, 2026-11-24 20:00,"
                                + " 2026-11-25 08:00 (Beijing time)",
                        "shops: repair \"0 3 * * 1\" is next due at 2026-11-30 03:00, 2026-12-07 03:00,"
                                + " 2026-12-14 03:00 (Beijing time)"),
                UpcomingTurns.of(List.of(byTheClock, Shops.integration()), Instant.parse("2026-11-24T04:00:00Z")));
    }
}
