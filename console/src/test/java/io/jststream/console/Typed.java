package io.jststream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.console.verb.Session;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What comes of something that is typed behind {@code ./jst}, against a catalog and nothing else. */
public record Typed(ExitCode exitCode, String answer) {
    /** The catalog of this repository. */
    public static final Path CATALOG = Path.of("..", "catalog");

    public static Typed on(Path catalog, String... arguments) throws Exception {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(answers, true, StandardCharsets.UTF_8);
        Settings settings = Settings.from(Map.of("JST_CATALOG", catalog.toString()));
        ExitCode exitCode = Jst.run(List.of(arguments), new Session(settings, new Program.Stop(), out, System.err));
        return new Typed(exitCode, answers.toString(StandardCharsets.UTF_8));
    }

    public JsonNode json() throws Exception {
        return new ObjectMapper().readTree(answer);
    }
}
