package io.jststream.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.service.ExitCode;
import java.util.List;

/**
 * What a verb has to say, for a person and for a program.
 *
 * @param lines for a person
 * @param json the same for a program
 */
record Answer(ExitCode exitCode, List<String> lines, JsonNode json) {
    Answer {
        lines = List.copyOf(lines);
    }
}
