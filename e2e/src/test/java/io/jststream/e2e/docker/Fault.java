package io.jststream.e2e.docker;

import java.time.Duration;
import org.awaitility.Awaitility;

/** What can happen to the stack in the middle of a sweep. */
enum Fault {
    PRODUCER_KILLED("kill", "producer", "start", 0),
    TRANSFORMER_KILLED("kill", "transformer", "start", 0),
    CONNECT_KILLED("kill", "connect", "start", 0),
    KAFKA_KILLED("kill", "kafka", "start", 0),
    MYSQL_KILLED("kill", "mysql", "start", 0),
    SUPERVISOR_KILLED("kill", "supervisor", "start", 0),
    /** It accepts connections and answers nothing, for longer than the sink's patience with one answer. */
    MYSQL_PAUSED("pause", "mysql", "unpause", 35),
    /** It is away for longer than the sink tries by itself. */
    MYSQL_STOPPED("stop", "mysql", "start", 35);

    private final String strike;
    private final String service;
    private final String end;
    private final Duration lasts;

    Fault(String strike, String service, String end, int seconds) {
        this.strike = strike;
        this.service = service;
        this.end = end;
        this.lasts = Duration.ofSeconds(seconds);
    }

    /** Strikes, lasts as long as it lasts, and ends. */
    void happenTo(Compose stack) {
        if (strike.equals("pause")) {
            stack.pause(service);
        } else {
            stack.docker(strike, service);
        }
        if (!lasts.isZero()) {
            Awaitility.await().pollDelay(lasts).atMost(lasts.plusSeconds(10)).until(() -> true);
        }
        stack.docker(end, service);
    }
}
