package io.jststream.connect;

import io.jststream.service.Program;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Restarts tasks that have failed: Connect leaves them failed for ever, while their connector says that it runs. One thread
 * looks; readiness may be asked by others.
 */
final class Supervisor {
    private final List<WatchedSink> sinks;

    /** @param connectors each connector with the detour that its rows can take */
    Supervisor(ConnectWorker worker, Map<String, Detour> connectors, MeterRegistry metrics, InstantSource clock) {
        sinks = connectors.entrySet().stream()
                .map(sink -> new WatchedSink(sink.getKey(), worker, sink.getValue(), metrics, clock))
                .toList();
    }

    /** Looks at all connectors once, or until told to stop, and restarts what has failed, unless it was restarted a moment ago. */
    void look(Program.Stop stop) throws InterruptedException {
        for (WatchedSink sink : sinks) {
            if (!stop.requested()) {
                sink.look();
            }
        }
    }

    /** What is wrong with the sinks; empty while all their tasks run. */
    Optional<String> notReady() {
        String wrong = sinks.stream().flatMap(sink -> sink.wrong().stream()).collect(Collectors.joining("; "));
        return Optional.of(wrong).filter(text -> !text.isEmpty());
    }
}
