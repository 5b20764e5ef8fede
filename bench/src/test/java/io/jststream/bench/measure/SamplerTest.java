package io.jststream.bench.measure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flight recorder, asked for the threads of one group. */
class SamplerTest {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong result = new AtomicLong();

    @Test
    void seesTheThreadsOfTheGroupAloneAndOnlyWhileRecordsAreDone(@TempDir Path folder) throws Exception {
        Thread stage = busy("app-StreamThread-1", this::workOfTheStage);
        Thread other = busy("somebody", this::workOfOthers);
        try (Sampler sampler = Sampler.start(folder, CpuTime.STREAM_THREADS)) {
            Counted.Progress progress = sampler.over(progressOfASecond());
            Reading reading = Counted.until(100, progress);

            List<String> lines = sampler.lines("any", reading);

            assertTrue(lines.stream().anyMatch(line -> line.contains("SamplerTest.workOfTheStage")), () -> "" + lines);
            assertFalse(lines.stream().anyMatch(line -> line.contains("SamplerTest.workOfOthers")), () -> "" + lines);
        } finally {
            ended.set(true);
            stage.join();
            other.join();
        }
    }

    private static Counted.Progress progressOfASecond() {
        long began = System.nanoTime();
        return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 10;
    }

    private static Thread busy(String name, Runnable work) {
        Thread thread = new Thread(() -> {
            // Connect gives its threads their names like this.
            Thread.currentThread().setName(name);
            work.run();
        });
        thread.start();
        return thread;
    }

    private void workOfTheStage() {
        while (!ended.get()) {
            long number = result.get();
            for (int i = 0; i < 100_000; i++) {
                number = 31 * number + i;
            }
            result.set(number);
        }
    }

    private void workOfOthers() {
        while (!ended.get()) {
            long number = result.get();
            for (int i = 0; i < 100_000; i++) {
                number = 37 * number + i;
            }
            result.set(number);
        }
    }
}
