package io.jststream.connect.watch;

import static io.jststream.service.Setting.JST_WATCHED_FOLDERS;

import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Looks at Kafka, its transactions, the tables' database and disks, each on a thread of its own: one that hangs keeps no other up. */
public final class Watch implements AutoCloseable {
    private static final long EVERY_SECONDS = 5;
    /** A login costs more than all other looks; alerts wait for a minute of it. */
    private static final long LOGIN_EVERY_SECONDS = 15;
    /** So long does a transaction hang before it is ended. */
    private static final long TRANSACTIONS_EVERY_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<FutureTask<?>> threads = new ArrayList<>();

    private Watch() {}

    /** Begins to look. */
    public static Watch start(Settings settings, List<Integration> integrations, Login login, MeterRegistry metrics) {
        Disks disks = new Disks(
                Folder.parse(
                        JST_WATCHED_FOLDERS.name(),
                        settings.find(JST_WATCHED_FOLDERS).orElse("")),
                metrics);
        String group = Groups.transformer(settings);
        Watch watch = new Watch();
        watch.keepLooking(
                "kafka",
                new KafkaProbe(settings.kafka(), Stage.of(integrations, group), disks, metrics),
                EVERY_SECONDS);
        watch.keepLooking("transactions", new HangingTransactions(settings, metrics), TRANSACTIONS_EVERY_SECONDS);
        watch.keepLooking("disks", disks::ofFolders, EVERY_SECONDS);
        watch.keepLooking("mysql", new DatabaseProbe(login, metrics), LOGIN_EVERY_SECONDS);
        return watch;
    }

    private void keepLooking(String at, Probe probe, long everySeconds) {
        FutureTask<?> loop = new FutureTask<>(Executors.callable(() -> loop(probe, everySeconds)));
        threads.add(loop);
        Thread thread = new Thread(loop, "watch-" + at);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop(Probe probe, long everySeconds) {
        try (probe) {
            do {
                probe.look();
            } while (!closed.await(everySeconds, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails where a thread has ended by a fault of the program: gauges that nobody sets any more would look well for ever. */
    public void check() throws InterruptedException {
        for (FutureTask<?> thread : threads) {
            if (thread.isDone()) {
                try {
                    thread.get();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("the watch ended by a fault of the program", e.getCause());
                }
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.forEach(thread -> thread.cancel(true));
    }
}
