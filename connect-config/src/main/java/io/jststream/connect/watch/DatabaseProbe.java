package io.jststream.connect.watch;

import io.jststream.service.OperatorException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs in to the tables' database as the sink does, each time anew: an answer at the port, a login and a question are what the
 * sink needs. A changed password shows here before the sink's open connections notice.
 */
final class DatabaseProbe implements Probe {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseProbe.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Login login;
    private volatile State state = State.UNKNOWN;

    private enum State {
        UNKNOWN,
        WRITABLE,
        READ_ONLY,
        AWAY
    }

    DatabaseProbe(Login login, MeterRegistry metrics) {
        this.login = login;
        Gauge.builder("jst.mysql.up", this, probe -> probe.is(State.WRITABLE, State.READ_ONLY))
                .description("1 while the tables' database takes the sink's login and answers")
                .register(metrics);
        Gauge.builder("jst.mysql.read.only", this, probe -> probe.is(State.READ_ONLY, State.READ_ONLY))
                .description("1 while the tables' database answers and takes no writes")
                .register(metrics);
    }

    @Override
    public void look() {
        try {
            ask();
        } catch (SQLException | OperatorException e) {
            become(
                    State.AWAY,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void ask() throws SQLException {
        try (Connection connection = login.open(LONGEST);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT @@global.read_only")) {
            become(answer.next() && answer.getBoolean(1) ? State.READ_ONLY : State.WRITABLE, "");
        }
    }

    private void become(State now, String reason) {
        if (now != state) {
            LOG.atLevel(now == State.WRITABLE ? Level.INFO : Level.WARN)
                    .addKeyValue("reason", reason)
                    .log("The tables' database is {}", now.name().toLowerCase(Locale.ROOT));
        }
        state = now;
    }

    private double is(State one, State other) {
        if (state == State.UNKNOWN) {
            return Double.NaN;
        }
        return state == one || state == other ? 1 : 0;
    }
}
