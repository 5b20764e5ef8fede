package io.jststream.console.diff;

import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What another catalog file would change in the tables, before anything is deployed. */
@Command(
        name = "diff",
        description =
                "Maps the raw topic with the catalog and with another file, and says which rows and columns of which"
                        + " tables would change. Writes nothing. Exit code 1 where something would.")
public final class DiffVerb implements Verb {
    @Parameters(paramLabel = "<integration>", description = "Which one.")
    private String name = "";

    @Option(
            names = "--with",
            required = true,
            paramLabel = "<path>",
            description = "The other catalog folder, or one file.")
    private Path other = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "<n>",
            description = "Examples shown of each table, 10 unless said otherwise.")
    private int rows = 10;

    @Override
    public Answer run(Session session) {
        Integration live = session.integration(name);
        Path file = Files.isDirectory(other) ? other.resolve(name + ".yaml") : other;
        if (!Files.isReadable(file)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "--with " + other + ": there is no " + file + ", expected a catalog folder or a catalog file");
        }
        Integration draft = Catalog.draft(file, name);
        MappingDiff diff = new MappingDiff(live, draft, rows);
        KafkaClients clients = KafkaClients.of(session.settings().kafka());
        RawPartition.of(clients, live.topics().raw()).forEach(diff::take);
        DiffReport report = diff.report();
        return new Answer(report.same() ? ExitCode.OK : ExitCode.FAILED, report.lines(), report.json());
    }
}
