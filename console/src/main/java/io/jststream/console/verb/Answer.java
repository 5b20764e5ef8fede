package io.jststream.console.verb;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.service.ExitCode;
import java.util.List;

/**
 * What a verb has to say, for a person and for a program.
 *
 * @param lines for a person
 * @param json the same for a program
 */
public record Answer(ExitCode exitCode, List<String> lines, JsonNode json) {
    public Answer {
        lines = List.copyOf(lines);
    }
}
