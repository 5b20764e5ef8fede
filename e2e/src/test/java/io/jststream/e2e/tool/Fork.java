package io.jststream.e2e.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the pipeline's programs as a process of its own, so that it can be killed, or run in another time zone. */
public final class Fork implements AutoCloseable {
    private static final int LONGEST_SECONDS = 60;
    private static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx640m",
            "-cp",
            System.getProperty("java.class.path"));

    private final Process process;
    private final Path output;

    private Fork(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program with nothing of this environment but what is given; its output goes to a file in that folder.
     *
     * @param command options for the JVM, the name of the main class, its arguments
     */
    public static Fork start(Path folder, Map<String, String> environment, String... command) {
        List<String> line = new ArrayList<>(JVM);
        line.addAll(List.of(command));
        Path output = folder.resolve("output-" + System.nanoTime() + ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("JST_CATALOG", House.ROOT.resolve("catalog").toString());
        builder.environment().putAll(environment);
        try {
            return new Fork(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it a line to read, the only one. */
    public void say(String line) {
        try (Writer answers = process.outputWriter()) {
            answers.write(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end; returns the exit code. */
    public int await() throws InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + LONGEST_SECONDS + " s; it printed:\n" + output());
        }
        return process.exitValue();
    }

    /** Everything that it has printed, errors too. */
    public String output() {
        return House.read(output);
    }

    /** As the kernel does it: no handler runs, nothing is finished. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As an operator does it. */
    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
