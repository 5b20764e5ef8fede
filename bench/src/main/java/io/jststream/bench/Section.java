package io.jststream.bench;

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
record Section(String title, String measured, List<String> lines, List<Target> targets, Map<String, Double> micros) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Section {
        lines = List.copyOf(lines);
        targets = List.copyOf(targets);
        micros = Map.copyOf(micros);
    }

    /** Something that was to be reached, and what was measured. */
    record Target(String what, String wanted, String measured, boolean met) {
        static Target atLeast(String what, double wanted, double measured) {
            return new Target(what, "≥ %.2f".formatted(wanted), "%.2f".formatted(measured), measured >= wanted);
        }

        static Target atMost(String what, double wanted, double measured) {
            return new Target(what, "≤ %.2f".formatted(wanted), "%.2f".formatted(measured), measured <= wanted);
        }
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        JSON.writeValue(file.toFile(), this);
    }

    /** What an earlier process has written; empty where that stage was not measured. */
    static Optional<Section> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Section.class)) : Optional.empty();
    }
}
