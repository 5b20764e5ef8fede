package io.jststream.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.bench.report.Section.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of one machine and of several on one page. */
class ReportTest {
    private static final Measurement SINK = measurement("fast", "sink", 2);
    private static final Measurement PRODUCER = measurement("slow", "producer", 40);

    @Test
    void whereThereIsOneMachineNothingIsSaidOfIt() {
        String page = Report.of(List.of(SINK), "make bench");

        assertFalse(page.contains("machine A"), page);
        assertTrue(page.contains("| processor | fast |"), page);
        assertTrue(page.contains("| sink | 2.0 | 0.0000 | 0.0020 | 0.2000 |"), page);
    }

    @Test
    void whereThereAreSeveralEveryFigureSaysWhichOneItIsOf() {
        String page = Report.of(List.of(SINK, PRODUCER), "make bench");

        assertTrue(page.contains("|  | machine A | machine B |\n|---|---|---|\n| processor | fast | slow |"), page);
        assertTrue(page.contains("| sink is fast | ≥ 0.80 | 0.79 | **missed**, machine A |"), page);
        assertTrue(page.contains("## producer\n\nMeasured today. On machine B."), page);
        assertTrue(page.contains("| producer, machine B | 40.0 | 0.0004 | 0.0400 | 4.0000 |"), page);
    }

    @Test
    void aFileThatIsNoMeasurementIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sink.json"), "{\"machine\":{}}");

        IOException refused = assertThrows(IOException.class, () -> Measurement.read(file));

        assertTrue(refused.toString().contains(file + " is no measurement ("), refused.toString());
        assertEquals(
                List.of(),
                Measurement.read(folder.resolve("none.json")).stream().toList());
    }

    private static Measurement measurement(String processor, String stage, double micros) {
        Section section = new Section(
                stage,
                "Measured today.",
                List.of(),
                List.of(Target.atLeast(stage + " is fast", 0.8, 0.79)),
                Map.of(stage, micros));
        return new Measurement(Map.of("processor", processor), section);
    }
}
