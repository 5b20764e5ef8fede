package io.jststream.console.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.producer.FirstPage;
import io.jststream.producer.publish.RawKey;
import io.jststream.service.ExitCode;
import io.jststream.transformer.mapping.TrialMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One page of the API and what the mapping makes of it, before anything runs. */
@Command(
        name = "preview",
        description =
                "Fetches one page of the API, maps it, and shows each column beside its raw value. Writes nothing, but notes its call for the quota."
                        + " Exit code 1 where a record is refused.")
public final class PreviewVerb implements Verb {
    @Parameters(paramLabel = "<integration>", description = "Which one.")
    private String name = "";

    @Option(
            names = "--file",
            paramLabel = "<raw.json>",
            description = "Records of this file in place of the API's: an answer, a list, or one record.")
    private @Nullable Path file;

    @Option(
            names = "--rows",
            paramLabel = "<n>",
            description = "Records shown column by column, 3 unless said otherwise; refused ones are shown first.")
    private int rows = 3;

    @Override
    public Answer run(Session session) throws InterruptedException, IOException {
        List<Integration> catalog = session.catalog();
        Integration integration = session.integration(name);
        List<byte[]> records;
        Optional<String> hint = Optional.empty();
        if (file == null) {
            FirstPage read = FirstPage.read(session.settings(), catalog, integration, session::sleep);
            records = read.page().records();
            hint = read.hint();
        } else {
            records = RawFile.records(file, integration.source());
        }
        TrialMapping mapping = TrialMapping.of(integration);
        List<PreviewedRecord> previewed = new ArrayList<>();
        for (byte[] record : records) {
            byte[] key = RawKey.of(record, integration.source().key());
            previewed.add(PreviewedRecord.of(integration, key, record, mapping.map(key, record, new RecordHeaders())));
        }
        long refused = previewed.stream().filter(PreviewVerb::refused).count();
        List<String> lines = lines(previewed, refused);
        ObjectNode json = json(previewed, refused);
        List<String> unknown =
                new UnknownFields(records.stream().map(PreviewedRecord::tree).toList()).hints(integration);
        unknown.forEach(text -> lines.add("hint: " + text));
        unknown.forEach(json.putArray("unknown_fields")::add);
        hint.ifPresent(text -> {
            lines.add("hint: the call is " + text);
            json.put("hint", text);
        });
        return new Answer(refused == 0 ? ExitCode.OK : ExitCode.FAILED, lines, json);
    }

    private List<String> lines(List<PreviewedRecord> previewed, long refused) {
        List<PreviewedRecord> shown = new ArrayList<>(previewed);
        shown.sort((one, other) -> Boolean.compare(refused(other), refused(one)));
        List<String> lines = new ArrayList<>();
        shown.stream().limit(rows).forEach(record -> lines.addAll(record.lines()));
        long ofLists = previewed.stream()
                .flatMap(record -> record.lists().stream())
                .mapToLong(list -> list.rows().size())
                .sum();
        lines.add(previewed.size() + " records: " + (previewed.size() - refused) + " rows, "
                + (ofLists == 0 ? "" : ofLists + " rows of lists, ") + refused + " dead letters; nothing was written");
        return lines;
    }

    private static ObjectNode json(List<PreviewedRecord> previewed, long refused) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("records", previewed.size()).put("dead", refused);
        ArrayNode list = json.putArray("preview");
        previewed.forEach(record -> list.add(record.json()));
        return json;
    }

    private static boolean refused(PreviewedRecord record) {
        return Optional.ofNullable(record.refused()).isPresent();
    }
}
