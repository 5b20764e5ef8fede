package io.jststream.e2e.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lives of a producer on virtual time, in which all that can go wrong does, and what is promised holds. {@code make simulation} runs
 * many and writes what happened into {@code docs/simulation.md}.
 */
class SimulationTest {
    private static final Path REPORT = Path.of("..", "docs", "simulation.md");
    private static final Path DIARY = Path.of("target", "simulation.ndjson");
    private static final String STALE =
            "docs/simulation.md is of another producer: make simulation, then look at the difference before you commit it";

    @TempDir
    Path folder = Path.of("");

    /** With {@code runs} many of all sizes and a new report, those that an interrupted one has left among them; with {@code seed} one alone. */
    @Test
    void everyPromiseHoldsInEveryRun() throws Exception {
        Optional<Long> seed = number("seed");
        Optional<Long> runs = number("runs");
        if (seed.isPresent()) {
            Run.of(Size.of(System.getProperty("size", "")), seed.get(), folder, progress());
        } else if (runs.isPresent()) {
            Files.writeString(REPORT, all(runs.get()));
        } else {
            String report = Files.readString(REPORT);
            for (long first = 1; first <= SimulationReport.SHOWN; first++) {
                String row = SimulationReport.row(first, Run.of(Size.SMALL, first, folder, Progress.SILENT));
                assertTrue(report.contains(row), STALE + "; now it would be " + row);
            }
        }
    }

    @Test
    void nearlyTheWholeQuotaIsUsedAndAnotherToolFindsRoom() throws IOException {
        FullSpeed.Counted counted = FullSpeed.run(folder);

        assertEquals(FullSpeed.MINUTES, counted.minutes().size());
        assertTrue(counted.share(0, FullSpeed.ALONE) >= 0.95, counted.toString());
        int gone = FullSpeed.ALONE + FullSpeed.TOGETHER;
        assertTrue(counted.share(FullSpeed.ALONE + 5, gone) <= 0.5, counted.toString());
        assertTrue(counted.refused() <= FullSpeed.TOGETHER, counted.toString());
        assertTrue(counted.share(gone + 12, FullSpeed.MINUTES) >= 0.95, counted.toString());
        if (number("runs").isEmpty()) {
            assertTrue(Files.readString(REPORT).contains(SimulationReport.introduction(counted)), STALE);
        }
    }

    /** As many at a time as there are cores, the longest first; what they add up to does not depend on that. */
    private String all(long runs) throws IOException, InterruptedException, ExecutionException {
        Map<Size, List<Future<Life>>> lives = new HashMap<>();
        Progress progress = progress();
        Diary diary = Diary.open(DIARY);
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Size size : List.of(Size.FULL, Size.WIDE, Size.SMALL)) {
                List<Future<Life>> ofSize = new ArrayList<>();
                for (long first = 1; first <= size.of(runs); first++) {
                    long seed = first;
                    ofSize.add(cores.submit(() -> Life.of(size, seed, folder, progress, diary)));
                }
                lives.put(size, ofSize);
            }
            return report(lives);
        } finally {
            cores.shutdownNow();
        }
    }

    private String report(Map<Size, List<Future<Life>>> lives) throws InterruptedException, ExecutionException {
        Map<Size, Tally> tallies = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Size size : Size.ALL) {
            Tally all = new Tally();
            for (Future<Life> life : lives.getOrDefault(size, List.of())) {
                Life lived = life.get();
                all.add(lived.tally());
                broken.addAll(lived.broken());
                if (size.equals(Size.SMALL) && lived.seed() <= SimulationReport.SHOWN) {
                    rows.add(SimulationReport.row(lived.seed(), lived.tally()));
                }
            }
            tallies.put(size, all);
        }
        assertEquals(List.of(), broken);
        return SimulationReport.of(tallies, rows, FullSpeed.run(folder));
    }

    /** A run and what came of it: its counts, or the promise that was broken. */
    private record Life(long seed, Tally tally, List<String> broken) {
        static Life of(Size size, long seed, Path folder, Progress progress, Diary diary) {
            Optional<Tally> known = diary.of(size, seed);
            if (known.isPresent()) {
                return new Life(seed, known.get(), List.of());
            }
            try {
                Tally tally = Run.of(size, seed, folder, progress);
                diary.note(size, seed, tally);
                return new Life(seed, tally, List.of());
            } catch (Violation e) {
                System.out.println(e.getMessage());
                return new Life(seed, new Tally(), List.of(String.valueOf(e.getMessage())));
            }
        }
    }

    private static Progress progress() {
        return new Progress(System.out, InstantSource.system(), Duration.ofSeconds(20));
    }

    private static Optional<Long> number(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .filter(text -> !text.isBlank())
                .map(Long::valueOf);
    }
}
