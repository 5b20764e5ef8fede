package io.jststream.connect.replay;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Waits for something that takes seconds or hours, prints how far it is, and outlasts a Kafka that is away. Used by one thread. */
final class Progress {
    private static final long LONGEST_SILENCE_SECONDS = 60;
    private static final long SAME_AGAIN_SECONDS = 10;

    private final PrintStream out;
    private final long everyMillis;
    private final Program.Stop stop;
    private final long began = System.nanoTime();
    private long nextLine;
    private long said;
    private boolean answers = true;

    /**
     * Begins to count the time.
     *
     * @param everyMillis so often it is looked
     */
    Progress(PrintStream out, long everyMillis, Program.Stop stop) {
        this.out = out;
        this.everyMillis = everyMillis;
        this.stop = stop;
    }

    /** Says how much is left. */
    @FunctionalInterface
    interface Look {
        long left() throws InterruptedException;
    }

    /** Something that Kafka is asked to do. */
    @FunctionalInterface
    interface Step {
        void take() throws InterruptedException;
    }

    /**
     * Looks until nothing is left; false where it was asked to stop before.
     *
     * @param hint printed with each line once nothing has moved for a minute
     */
    boolean await(String phase, Look look, String hint) throws InterruptedException {
        nextLine = seconds();
        said = -1;
        long last = -1;
        long moved = seconds();
        while (true) {
            long left = orMinusOne(look);
            if (left == 0) {
                return true;
            }
            if (left != last) {
                last = left;
                moved = seconds();
            }
            if (left > 0) {
                say(phase, left, seconds() - moved < LONGEST_SILENCE_SECONDS ? "" : "; " + hint);
            }
            if (stop.await(everyMillis)) {
                return false;
            }
        }
    }

    /** Tries until it is done; false where it was asked to stop before. */
    boolean once(Step step) throws InterruptedException {
        while (orMinusOne(() -> {
                    step.take();
                    return 0;
                })
                < 0) {
            if (stop.await(everyMillis)) {
                return false;
            }
        }
        return true;
    }

    /** What is left; less than nothing where Kafka does not say, which is told once. */
    private long orMinusOne(Look look) throws InterruptedException {
        try {
            long left = look.left();
            if (!answers) {
                out.printf("  Kafka answers again after %d s%n", seconds());
            }
            answers = true;
            return left;
        } catch (OperatorException e) {
            if (e.exitCode() != ExitCode.ENVIRONMENT) {
                throw e;
            }
            if (answers) {
                out.printf("  %s; the replay goes on when it is back%n", e.getMessage());
            }
            answers = false;
            return -1;
        }
    }

    /** A line a second at first, then fewer: a large history takes hours. The same figure again is told after ten seconds. */
    private void say(String phase, long left, String remark) {
        long now = seconds();
        if (now >= nextLine && (left != said || now - nextLine >= SAME_AGAIN_SECONDS)) {
            said = left;
            nextLine = now + Math.min(LONGEST_SILENCE_SECONDS, 1 + now / 5);
            out.printf(
                    "  %s%d records to %s after %d s%s%n", phase, left, phase.isEmpty() ? "go" : "write", now, remark);
        }
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    }
}
