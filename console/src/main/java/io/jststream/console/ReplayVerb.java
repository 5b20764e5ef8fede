package io.jststream.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Maps the history again, on the Docker stack: somebody has to stop and start the transformer. */
@Command(
        name = "replay",
        description =
                "Maps the history again, after a change of the mapping, and says what changed in the tables. Needs the"
                        + " Docker stack (make up), whose transformer it stops and starts.")
final class ReplayVerb implements Verb {
    private static final Pattern OUTCOME =
            Pattern.compile("table: (\\d+) inserted, (\\d+) updated, (\\d+) deleted, (\\d+) unchanged");

    @Option(
            names = "--from",
            paramLabel = "<time>",
            description = "From that time on, such as 2026-11-01T00:00:00+08:00; everything where it is not given.")
    private String from = "";

    @Override
    public Answer run(Session session) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "connect-config/docker/replay.sh"));
        if (!from.isEmpty()) {
            command.add("--from=" + from);
        }
        refuseWithoutDocker();
        Process process = new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("jst.home", ".")).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<String> last = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher outcome = OUTCOME.matcher(line);
                if (outcome.matches()) {
                    last.add(line);
                    json.put("inserted", Long.parseLong(outcome.group(1)))
                            .put("updated", Long.parseLong(outcome.group(2)))
                            .put("deleted", Long.parseLong(outcome.group(3)))
                            .put("unchanged", Long.parseLong(outcome.group(4)));
                } else {
                    session.notes().println(line);
                }
            }
        }
        return new Answer(process.waitFor() == 0 ? ExitCode.OK : ExitCode.FAILED, last, json);
    }

    private static void refuseWithoutDocker() throws InterruptedException {
        try {
            Process docker = new ProcessBuilder("docker", "info")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (docker.waitFor() == 0) {
                return;
            }
        } catch (IOException noSuchProgram) {
            // said below
        }
        throw new OperatorException(
                ExitCode.ENVIRONMENT,
                "replay stops and starts the transformer of the Docker stack, and there is no Docker here; on the host,"
                        + " make up starts the stack. Without Docker: JST_LOCAL_DATA=target/run2 make run reads everything anew");
    }
}
