package io.jststream.console.dead;

import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters of which integration a verb is about. */
final class ChosenLetters {
    @Parameters(paramLabel = "<integration>", description = "Whose letters.")
    private String integration = "";

    @Option(names = "--id", split = ",", paramLabel = "<id>", description = "These letters, such as raw-2-17.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--rule", paramLabel = "<rule>", description = "Letters that broke this rule.")
    private String rule = "";

    @Option(names = "--field", paramLabel = "<column>", description = "Letters about this column.")
    private String field = "";

    @Option(names = "--key", paramLabel = "<text>", description = "Letters whose key contains this text.")
    private String key = "";

    @Option(
            names = "--account",
            paramLabel = "<name>",
            description =
                    "Letters of records that were read with this account. Of a line that the database did not delete nobody knows it.")
    private String account = "";

    String integration() {
        return integration;
    }

    /** Whether anything narrows them down. */
    boolean isNarrowed() {
        return !ids.isEmpty() || !(rule + field + key + account).isEmpty();
    }

    /** Those among the letters of a queue; one that is named has to be there, in whatever state. */
    List<Letter> of(KafkaClients clients, Integration integration, LetterQueue queue) {
        List<String> missing = ids.stream().filter(id -> !queue.holds(id)).toList();
        if (!missing.isEmpty()) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "--id " + String.join(",", missing) + ": " + integration.name()
                            + " has no such dead letter; ./jst dlq explain " + integration.name() + " shows the ids");
        }
        List<Letter> letters = queue.letters().stream()
                .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
                .filter(letter -> rule.isEmpty() || rule.equals(letter.rule()))
                .filter(letter -> field.isEmpty() || field.equals(letter.field()))
                .filter(letter -> letter.key().contains(key))
                .toList();
        if (account.isEmpty()) {
            return letters;
        }
        Prospects prospects = Prospects.of(clients, integration, letters, DlqVerb.MOST_TIMES);
        return letters.stream()
                .filter(letter -> account.equals(prospects.account(letter)))
                .toList();
    }
}
