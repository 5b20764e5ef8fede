package io.jststream.connect.replay;

import io.jststream.connect.AppliedCatalog;
import io.jststream.connect.CatalogNote;
import io.jststream.integration.Groups;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code make replay} does in Kafka: asks for a replay, from a time on where one is given, and prints how far it is until the
 * sinks have written everything. It prints when the transformer is to be stopped, waits for a line that says so, and prints when it is
 * to be started: with the catalog as it is by then, so it refuses one that tables and connectors do not have yet.
 */
final class ReplayMain {
    /** Printed on a line for replay.sh, with the group that it deletes where it has to call the replay off. */
    private static final String STOP_TRANSFORMER = "@stop";

    /** Printed alone on a line. */
    private static final String START_TRANSFORMER = "@start";

    private static final String STOPPED = "stopped";
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private ReplayMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            if (args.length > 1) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION, "found " + String.join(" ", args) + ", expected one time or none");
            }
            Optional<Instant> from =
                    args.length == 0 ? Optional.empty() : Optional.of(ReplayTime.parse(args[0], Instant.now()));
            Path folder = Path.of(settings.get(Setting.JST_CATALOG));
            List<Integration> integrations = Catalog.load(folder);
            try (ReplayRequest request =
                    ReplayRequest.of(integrations, Groups.transformer(settings), settings.kafka())) {
                SinkGoal sinks = request.goalOf(integrations);
                AppliedCatalog.require(settings, integrations);
                // Else a transformer would go by what it was before somebody made the tables and connectors by hand.
                new CatalogNote(settings, folder).write(integrations);
                return run(request, sinks, from, stop) ? ExitCode.OK : ExitCode.FAILED;
            }
        }));
    }

    /** False where it was asked to stop before all was written. */
    private static boolean run(ReplayRequest request, SinkGoal sinks, Optional<Instant> from, Program.Stop stop)
            throws IOException, InterruptedException {
        System.out.println(STOP_TRANSFORMER + " " + request.group());
        if (!isStopped() || !request.awaitNoMembers(stop)) {
            return false;
        }
        request.ask(from);
        long asked = request.left();
        System.out.println(START_TRANSFORMER);
        System.out.printf("mapping %d records again, without versions that have a later one%n", asked);
        System.out.println("from here on Ctrl-C ends the waiting alone");
        Progress progress = new Progress(System.out, LOOK_EVERY_MILLIS, stop);
        return progress.await("", request::left, "nothing is mapped; make logs S=transformer says why")
                && progress.once(request::forget)
                && progress.once(sinks::set)
                && progress.await(
                        "mapped; ", sinks::left, "nothing is written; make status and make connector say why");
    }

    /** False where whoever was to stop it is gone. */
    private static boolean isStopped() throws IOException {
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return STOPPED.equals(answers.readLine());
    }
}
