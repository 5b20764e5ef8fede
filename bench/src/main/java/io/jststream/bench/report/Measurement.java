package io.jststream.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a stage has to say in the report and which machine says so, kept in a file: each stage is measured in a process of its own,
 * and not all of them in every run.
 *
 * @param machine as {@link Machine#facts} has it
 */
public record Measurement(Map<String, String> machine, Section section) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Every line of a section on a line, so that a difference can be read. */
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    public Measurement {
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(section, "section");
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine)); // in its order
    }

    /** A section that was measured on this machine. */
    public static Measurement here(Section section) throws IOException {
        return new Measurement(Machine.facts(), section);
    }

    /** Keeps it for the process that writes the report. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        PrettyPrinter lines =
                new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);
        Files.writeString(file, JSON.writer(lines).writeValueAsString(this) + "\n");
    }

    /** What an earlier process has written; empty where that stage was not measured. */
    public static Optional<Measurement> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), Measurement.class));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is no measurement (" + e.getOriginalMessage()
                            + "); delete it and measure that stage again, or take it from Git",
                    e);
        }
    }
}
