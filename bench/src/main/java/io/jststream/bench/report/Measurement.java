package io.jststream.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a stage has to say in the report and which machine says so, kept in a file: each stage is measured in a process of its own,
 * and not all of them in every run.
 *
 * @param machine as {@link Machine#table} has it
 */
public record Measurement(List<String> machine, Section section) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Measurement {
        machine = List.copyOf(machine);
    }

    /** A section that was measured on this machine. */
    public static Measurement here(Section section) throws IOException {
        return new Measurement(Machine.table(), section);
    }

    /** Keeps it for the process that writes the report. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, JSON.writeValueAsString(this) + System.lineSeparator());
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
                            + "); take it from Git, or delete it and measure again",
                    e);
        }
    }
}
