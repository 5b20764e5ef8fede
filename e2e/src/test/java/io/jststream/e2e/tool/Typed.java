package io.jststream.e2e.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.console.Jst;
import io.jststream.console.verb.Session;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What comes of something that is typed behind {@code ./jst}. */
public record Typed(ExitCode exitCode, String answer) {
    public static Typed with(Settings settings, String... arguments) throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Session session = new Session(settings, new Program.Stop(), new PrintStream(answer, true, UTF_8), System.err);
        ExitCode exitCode = Jst.run(List.of(arguments), session);
        return new Typed(exitCode, answer.toString(UTF_8));
    }

    public JsonNode json() throws Exception {
        return new ObjectMapper().readTree(answer);
    }
}
