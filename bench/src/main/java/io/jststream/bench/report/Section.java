package io.jststream.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage has to say in the report, kept in a file because each stage is measured in a process of its own.
 *
 * @param measured when, and how busy the machine was with other things before
 * @param lines Markdown
 * @param targets what was to be reached
 * @param micros processor time of one row, by stage, for the rule of thumb
 */
public record Section(
        String title, String measured, List<String> lines, List<Target> targets, Map<String, Double> micros) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Section {
        lines = List.copyOf(lines);
        targets = List.copyOf(targets);
        micros = Map.copyOf(micros);
    }

    /** Something that was to be reached, and what was measured. */
    public record Target(String what, String wanted, String measured, boolean met) {
        /** Reached by what is as large, or larger. */
        public static Target atLeast(String what, double wanted, double measured) {
            return new Target(what, "≥ %.2f".formatted(wanted), "%.2f".formatted(measured), measured >= wanted);
        }

        /** Reached by what is as small, or smaller. */
        public static Target atMost(String what, double wanted, double measured) {
            return new Target(what, "≤ %.2f".formatted(wanted), "%.2f".formatted(measured), measured <= wanted);
        }
    }

    /** Keeps it for the process that writes the report. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        JSON.writeValue(file.toFile(), this);
    }

    /** What an earlier process has written; empty where that stage was not measured. */
    public static Optional<Section> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Section.class)) : Optional.empty();
    }
}
