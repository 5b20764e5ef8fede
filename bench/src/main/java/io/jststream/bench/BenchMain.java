package io.jststream.bench;

import io.jststream.bench.report.Measurement;
import io.jststream.bench.report.Report;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the usual stages, or those that are named, each in a process of its own, and writes the report of whatever has been measured:
 * a stage that is measured alone takes the place of what was there of it.
 */
public final class BenchMain {
    private static final boolean QUICK = Boolean.getBoolean("quick");
    /** Those of the page are kept with it, so that a stage which is measured alone leaves the others as they are. */
    private static final Path FIGURES = Path.of(QUICK ? "bench/target/quick" : "bench/figures");

    /** What measures all that the page has. */
    static final String COMMAND = "make bench";

    /** In place of a stage: nothing is measured, only written anew. */
    private static final String REPORT = "report";

    private BenchMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(Program.run((settings, stop) -> {
            List<Stage> stages = stages(List.of(args));
            measured(FIGURES); // a file that cannot be read is found now, and not when all is measured
            boolean done = true;
            for (int i = 0; i < stages.size() && done; i++) {
                done = measure(stages.get(i)) == 0;
            }
            report();
            return done ? ExitCode.OK : ExitCode.FAILED;
        }));
    }

    private static List<Stage> stages(List<String> names) {
        if (names.isEmpty()) {
            return Stage.usual(QUICK);
        }
        return names.stream()
                .filter(name -> !name.equals(REPORT))
                .map(name -> Stage.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static int measure(Stage stage) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                StageMain.class.getName(),
                stage.label(),
                FIGURES.resolve(stage.label() + ".json").toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void report() throws IOException {
        List<Measurement> measured = measured(FIGURES);
        if (measured.isEmpty()) {
            System.out.println("Nothing has been measured yet.");
            return;
        }
        Path page = QUICK ? FIGURES.resolve("performance.md") : Path.of("docs/performance.md");
        String report = Report.of(measured, QUICK ? "make bench QUICK=1" : COMMAND);
        Files.writeString(page, report);
        System.out.println(report);
        System.out.println("Written to " + page);
    }

    /** What is kept in that folder, in the order of the report. */
    static List<Measurement> measured(Path figures) throws IOException {
        List<Measurement> measured = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            Measurement.read(figures.resolve(stage.label() + ".json")).ifPresent(measured::add);
        }
        return measured;
    }
}
