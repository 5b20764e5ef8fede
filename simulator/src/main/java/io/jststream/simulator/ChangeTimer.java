package io.jststream.simulator;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Changes things now and then, on a thread of its own. */
final class ChangeTimer implements AutoCloseable {
    private final ScheduledExecutorService timer;

    /** @param every time between two changes; zero for none */
    ChangeTimer(String thread, Duration every, Runnable change) {
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, thread);
            daemon.setDaemon(true);
            return daemon;
        });
        if (!every.isZero()) {
            var unused = timer.scheduleAtFixedRate(change, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
