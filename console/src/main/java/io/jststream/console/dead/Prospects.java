package io.jststream.console.dead;

import io.jststream.integration.Integration;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.transformer.mapping.TrialMapping;
import java.util.List;
import java.util.Optional;

/** Says of letters what would become of them, by the catalog as it is and by what the topics hold. */
public final class Prospects {
    private final TrialMapping mapping;
    private final Versions versions;
    private final int mostTimes;

    private Prospects(TrialMapping mapping, Versions versions, int mostTimes) {
        this.mapping = mapping;
        this.versions = versions;
        this.mostTimes = mostTimes;
    }

    /**
     * Looks these letters' records up.
     *
     * @param mostTimes how often a record may be sent round
     */
    public static Prospects of(KafkaClients clients, Integration integration, List<Letter> letters, int mostTimes) {
        TrialMapping mapping = TrialMapping.of(integration);
        return new Prospects(mapping, Versions.read(clients, integration, mapping, letters), mostTimes);
    }

    /** What would become of one of them. */
    public Prospect of(Letter letter) {
        if (versions.superseded(letter)) {
            return Prospect.SUPERSEDED;
        }
        Optional<RawRecord> raw = versions.raw(letter);
        if (raw.isEmpty()) {
            return Prospect.NO_RECORD;
        }
        if (letter.redriven() >= mostTimes) {
            return Prospect.TOO_OFTEN;
        }
        return refusal(letter).isPresent() ? Prospect.REFUSED : Prospect.PASSES;
    }

    /**
     * The account that a letter's record was read with. Of a row that the database refused, the last raw record that makes the row
     * says it; empty where there is none, as for the deletion of a line.
     */
    public String account(Letter letter) {
        return letter.account().isEmpty()
                ? versions.raw(letter).map(RawRecord::account).orElse("")
                : letter.account();
    }

    /** What the mapping of the catalog says against one; empty where it takes it, or where there is nothing to map. */
    public Optional<String> refusal(Letter letter) {
        return letter.isDeletedLine() ? Optional.empty() : versions.raw(letter).flatMap(this::refusal);
    }

    private Optional<String> refusal(RawRecord raw) {
        return mapping.map(raw.key(), raw.value(), raw.headers()) instanceof TrialMapping.Result.Refused refused
                ? Optional.of(refused.field() == null ? refused.reason() : refused.field() + ": " + refused.reason())
                : Optional.empty();
    }

    /** The version of the mapping that it was tried with. */
    public String mapping() {
        return mapping.version();
    }

    Versions versions() {
        return versions;
    }
}
