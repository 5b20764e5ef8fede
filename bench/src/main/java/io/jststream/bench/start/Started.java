package io.jststream.bench.start;

import io.jststream.service.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program as a process of its own, from its start to its end. Used by one thread. */
final class Started implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long LOOK_EVERY_MILLIS = 5;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(30);
    private static final int STOP_SECONDS = 30;
    private static final int LAST_LINES = 5;

    private final Process process;
    private final long began;
    private final URI status;
    private final Path output;

    private Started(Process process, long began, URI status, Path output) {
        this.process = process;
        this.began = began;
        this.status = status;
        this.output = output;
    }

    /**
     * Starts it with nothing of this environment but what is given.
     *
     * @param status where it serves pages
     * @param output the file that takes what it prints
     */
    static Started start(List<String> command, Map<String, String> environment, URI status, Path output)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        return new Started(builder.start(), began, status, output);
    }

    /** Waits until that page answers that all is well; the seconds since the start. */
    double ready(String page) throws IOException, InterruptedException {
        Program.Stop never = new Program.Stop();
        while (!answers(page)) {
            requireAlive(page);
            never.await(LOOK_EVERY_MILLIS);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private boolean answers(String page) throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(status.resolve(page)).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Throws where it has ended, or takes too long to reach what is waited for. */
    private void requireAlive(String awaited) throws IOException {
        if (!process.isAlive() || System.nanoTime() - began > LONGEST_NANOS) {
            List<String> lines = Files.readAllLines(output);
            throw new IOException((process.isAlive() ? "still waiting for " : "ended before ") + awaited + ": "
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
        }
    }

    /** Waits so long for its end at most. */
    void awaitEnd(int seconds) throws InterruptedException {
        process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Asks it to end, as Docker does, and waits until it has. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
