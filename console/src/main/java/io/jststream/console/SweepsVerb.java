package io.jststream.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.Tail;
import io.jststream.producer.turn.LedgerTable;
import io.jststream.service.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The last sweeps, what they saw and did. */
@Command(name = "sweeps", description = "The last sweeps, what they saw and did.")
final class SweepsVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "<n>", description = "How many, 20 unless said otherwise.")
    private int shown = 20;

    @Override
    public Answer run(Session session) throws JsonProcessingException {
        List<String> entries =
                Tail.read(KafkaClients.of(session.settings().kafka()), Topics.SWEEPS, Math.max(1, shown));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectMapper mapper = new ObjectMapper();
        for (String entry : entries) {
            json.withArray("/sweeps").add(mapper.readTree(entry));
        }
        return new Answer(ExitCode.OK, LedgerTable.of(entries), json);
    }
}
