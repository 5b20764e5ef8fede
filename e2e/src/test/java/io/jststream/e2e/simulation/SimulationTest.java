package io.jststream.e2e.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lives of a producer on virtual time, in which all that can go wrong does, and what is promised holds. {@code make simulation} runs
 * many and writes what happened into {@code docs/simulation.md}.
 */
class SimulationTest {
    private static final Path REPORT = Path.of("..", "docs", "simulation.md");
    private static final String STALE =
            "docs/simulation.md is of another producer: make simulation, then look at the difference before you commit it";

    @TempDir
    Path folder = Path.of("");

    /** With {@code runs} many of all sizes and a new report; with {@code seed} one alone. */
    @Test
    void everyPromiseHoldsInEveryRun() throws IOException {
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

    private String all(long runs) {
        Map<Size, Tally> tallies = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        Progress progress = progress();
        for (Size size : Size.ALL) {
            Tally all = new Tally();
            for (long seed = 1; seed <= size.of(runs); seed++) {
                try {
                    Tally one = Run.of(size, seed, folder, progress);
                    all.add(one);
                    if (size.equals(Size.SMALL) && seed <= SimulationReport.SHOWN) {
                        rows.add(SimulationReport.row(seed, one));
                    }
                } catch (Violation e) {
                    broken.add(String.valueOf(e.getMessage()));
                    System.out.println(e.getMessage());
                }
            }
            tallies.put(size, all);
        }
        assertEquals(List.of(), broken);
        return SimulationReport.of(tallies, rows, FullSpeed.run(folder));
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
