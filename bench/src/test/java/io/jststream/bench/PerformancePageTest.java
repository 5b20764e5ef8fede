package io.jststream.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.bench.report.Measurement;
import io.jststream.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page is what the figures beside it say. */
class PerformancePageTest {
    private static final Path FIGURES = Path.of("figures");

    @Test
    void thePageIsOfTheFiguresThatAreKept() throws IOException {
        assertEquals(
                Files.readString(Path.of("../docs/performance.md")),
                Report.of(BenchMain.measured(FIGURES), BenchMain.COMMAND));
    }

    @Test
    void aStageThatIsMeasuredAnewChangesNothingButItself(@TempDir Path folder) throws IOException {
        for (Stage stage : Stage.values()) {
            Path kept = FIGURES.resolve(stage.label() + ".json");
            Path written = folder.resolve(kept.getFileName());

            Measurement.read(kept).orElseThrow().write(written);

            assertEquals(Files.readString(kept), Files.readString(written), kept.toString());
        }
    }
}
