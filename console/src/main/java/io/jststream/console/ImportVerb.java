package io.jststream.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.scheme.Imported;
import io.jststream.integration.scheme.Note;
import io.jststream.integration.scheme.Scheme;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a catalog file of a scheme of 轻易云. */
@Command(
        name = "import",
        description =
                "Makes a catalog file of the two metadata files of a scheme (方案) of 轻易云, and says what became of each"
                        + " of their keys.")
final class ImportVerb implements Verb {
    @Parameters(index = "0", paramLabel = "<source.json>", description = "Metadata of the side that reads.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "<target.json>", description = "Metadata of the side that writes.")
    private Path target = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "<folder>",
            description = "Writes <name>.yaml there, such as catalog; the file is shown where no folder is named.")
    private @Nullable Path folder;

    @Option(names = "--overwrite", description = "Also where there is such a file already.")
    private boolean overwrite;

    @Override
    public Answer run(Session session) throws IOException {
        Imported imported = Scheme.read(read(source), read(target));
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", imported.name());
        List<String> lines = new ArrayList<>();
        if (folder == null) {
            imported.yaml().lines().forEach(lines::add);
            json.put("yaml", imported.yaml());
        } else {
            Path file = write(imported, folder);
            lines.add("wrote " + file + "; ./jst check says whether it is right, ./jst preview " + imported.name()
                    + " what it makes of a page");
            json.put("file", file.toString());
        }
        json.putArray("notes");
        for (Note note : imported.notes()) {
            lines.add((folder == null ? "# " : "") + note);
            json.withArray("/notes")
                    .addObject()
                    .put("became", note.became().label())
                    .put("key", note.key())
                    .put("text", note.text());
        }
        return new Answer(ExitCode.OK, lines, json);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ": cannot be read (" + e.getClass().getSimpleName()
                            + "), expected the metadata of one side of a scheme as JSON",
                    e);
        }
    }

    private Path write(Imported imported, Path into) throws IOException {
        Path file = into.resolve(imported.name() + ".yaml");
        if (Files.exists(file) && !overwrite) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    file + " is there already; --overwrite replaces it, or choose another folder with --into");
        }
        Files.createDirectories(into);
        return Files.writeString(file, imported.yaml());
    }
}
