package io.jststream.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.catalog.CatalogSchema;
import io.jststream.service.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The JSON Schema of a catalog file, for editors. */
@Command(
        name = "schema",
        description = "Writes the JSON Schema of a catalog file, by which editors complete and check it:"
                + " ./jst schema catalog/schema.json.")
final class SchemaVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "<file>", description = "Where to; shown where no file is named.")
    private @Nullable Path file;

    @Override
    public Answer run(Session session) throws IOException {
        String schema = text();
        ObjectNode json = CatalogSchema.of();
        if (file == null) {
            return new Answer(ExitCode.OK, schema.lines().toList(), json);
        }
        Files.writeString(file, schema);
        return new Answer(
                ExitCode.OK,
                List.of("wrote " + file),
                JsonNodeFactory.instance.objectNode().put("file", file.toString()));
    }

    /** As the file has it. */
    static String text() throws JsonProcessingException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(CatalogSchema.of()) + "\n";
    }
}
