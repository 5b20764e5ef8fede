package io.jststream.bench;

import io.jststream.bench.report.Report;
import io.jststream.bench.report.Section;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the usual stages, or those that are named, each in a process of its own, and writes the report of whatever has been measured:
 * a stage that is measured alone takes the place of what was there of it.
 */
public final class BenchMain {
    private static final boolean QUICK = Boolean.getBoolean("quick");
    private static final Path SECTIONS = Path.of("bench/target", QUICK ? "quick" : "full");

    /** In place of a stage: nothing is measured, only written anew. */
    private static final String REPORT = "report";

    private BenchMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(Program.run((settings, stop) -> {
            for (Stage stage : stages(List.of(args))) {
                if (measure(stage) != 0) {
                    return ExitCode.FAILED;
                }
            }
            report();
            return ExitCode.OK;
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
                SECTIONS.resolve(stage.label() + ".json").toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void report() throws IOException {
        List<Section> sections = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            Optional<Section> section = Section.read(SECTIONS.resolve(stage.label() + ".json"));
            section.ifPresent(sections::add);
        }
        Path page = QUICK ? SECTIONS.resolve("performance.md") : Path.of("docs/performance.md");
        String report = Report.of(sections, QUICK ? "make bench QUICK=1" : "make bench");
        Files.writeString(page, report);
        System.out.println(report);
        System.out.println("Written to " + page);
    }
}
