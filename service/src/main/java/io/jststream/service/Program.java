package io.jststream.service;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the body of a {@code main}: turns errors into one clear message and an exit code, and a stop signal into a call. */
public final class Program {
    /** Longest time that a stopping process waits for its work to end, in seconds. */
    private static final int STOP_SECONDS = 12;

    private static final List<String> LOG_FORMATS = List.of("text", "json");
    private static final List<String> LOG_LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    private Program() {}

    /** What a process does until it is done or {@link Stop#await() told to stop}. */
    @FunctionalInterface
    public interface Body {
        ExitCode run(Settings settings, Stop stop) throws Exception;
    }

    /** Tells the body that SIGTERM or SIGINT has come. Thread-safe. */
    public static final class Stop {
        private final CountDownLatch signal = new CountDownLatch(1);

        /** Asks the body to end; harmless when called again. */
        public void request() {
            signal.countDown();
        }

        /** Whether the body has been asked to end. */
        public boolean requested() {
            return signal.getCount() == 0;
        }

        /** Waits until the body is asked to end. */
        public void await() throws InterruptedException {
            signal.await();
        }

        /** Waits at most so long; true when the body has been asked to end. */
        public boolean await(long millis) throws InterruptedException {
            return signal.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Runs the body with the process's environment; returns what {@code main} hands to {@link System#exit}. A process that was
     * told to stop ends with the body's exit code too, where a JVM by itself would report the signal as a failure.
     */
    public static int run(Body body) {
        printUtf8();
        Stop stop = new Stop();
        CompletableFuture<ExitCode> ended = new CompletableFuture<>();
        Thread onSignal = new Thread(
                () -> {
                    stop.request();
                    endAs(ended);
                },
                "stop-signal");
        Runtime.getRuntime().addShutdownHook(onSignal);
        ExitCode exitCode = ExitCode.FAILED;
        try {
            exitCode = guarded(
                    () -> {
                        refuseUnknownLog(System.getenv());
                        return body.run(Settings.from(System.getenv()), stop);
                    },
                    System.err);
            return exitCode.number();
        } finally {
            ended.complete(exitCode);
        }
    }

    /** Shop names and the API's messages are Chinese; a JVM started without a locale would print question marks. */
    private static void printUtf8() {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    /** The logging library reads these two itself, as they stand there; a word that it does not know silences it. */
    static void refuseUnknownLog(Map<String, String> environment) {
        refuseUnless(LOG_FORMATS, Setting.JST_LOG_FORMAT, environment);
        refuseUnless(LOG_LEVELS, Setting.JST_LOG_LEVEL, environment);
    }

    private static void refuseUnless(List<String> known, Setting setting, Map<String, String> environment) {
        String value = environment.get(setting.name());
        if (value != null && !known.contains(value)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "environment variable " + setting + ": found '" + value + "', expected "
                            + String.join(" or ", known));
        }
    }

    /** Runs the work; an error becomes its message on {@code errors} and an exit code. */
    static ExitCode guarded(Callable<ExitCode> work, PrintStream errors) {
        try {
            return work.call();
        } catch (OperatorException e) {
            errors.println("error: " + e.getMessage().replace("\n", "\nerror: "));
            trace(e, errors);
            return e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } catch (Exception e) {
            errors.println("error: unexpected " + e.getClass().getName() + ": " + e.getMessage()
                    + " (JST_DEBUG=true prints where)");
            trace(e, errors);
            return ExitCode.FAILED;
        }
    }

    private static void trace(Exception e, PrintStream errors) {
        if ("true".equals(System.getenv(Setting.JST_DEBUG.name()))) {
            e.printStackTrace(errors);
        }
    }

    private static void endAs(CompletableFuture<ExitCode> ended) {
        ExitCode exitCode = ExitCode.FAILED;
        try {
            exitCode = ended.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            System.err.println("error: did not stop within " + STOP_SECONDS + " s; ending anyway");
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode.number());
    }
}
