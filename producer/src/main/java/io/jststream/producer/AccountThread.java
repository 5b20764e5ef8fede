package io.jststream.producer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads an account on a thread of its own, which also closes what was opened for it. */
final class AccountThread implements Reading {
    private final AccountReader reader;
    private final FutureTask<?> task;
    private final String label;

    private AccountThread(String label, AccountReader reader) {
        this.label = label;
        this.reader = reader;
        this.task = new FutureTask<>(() -> {
            try (reader) {
                reader.poll();
            }
            return null;
        });
    }

    /** @param label stands before what is said of an integration of this account */
    static AccountThread start(String label, String account, AccountReader reader) {
        AccountThread reading = new AccountThread(label, reader);
        new Thread(reading.task, "account-" + account).start();
        return reading;
    }

    @Override
    public void stop() {
        reader.stop();
    }

    @Override
    public boolean ended() {
        return task.isDone();
    }

    @Override
    public void awaitEnd(Duration longest) throws InterruptedException {
        try {
            task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // ended() and fault() tell
        }
    }

    @Override
    public Optional<RuntimeException> fault() {
        try {
            task.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof RuntimeException fault
                            ? fault
                            : new IllegalStateException("reading an account ended by a fault", e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> notReady() {
        return reader.notReady().map(reason -> label + reason);
    }
}
