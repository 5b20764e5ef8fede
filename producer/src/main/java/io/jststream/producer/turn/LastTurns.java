package io.jststream.producer.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a reader had its last turns, as the ledger says: what outlives the process and moves with the account.
 *
 * @param turn when the last one began that neither failed nor was told to stop
 * @param repair when the last repair began that came to its end
 * @param success when the last whole reading ended
 */
public record LastTurns(Optional<Instant> turn, Optional<Instant> repair, Optional<Instant> success) {
    /** Never, or too long ago to matter. */
    public static final LastTurns NONE = new LastTurns(Optional.empty(), Optional.empty(), Optional.empty());

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Whoever starts a process anew after such a turn has mended something, and waits for the next one. */
    private static final List<String> NONE_AT_ALL = List.of(Outcome.FAILED.text(), Outcome.ABANDONED.text());

    private static final List<String> TO_THE_END =
            List.of(Outcome.COMPLETE.text(), Outcome.HELD.text(), Outcome.DRIFTED.text());

    private static final List<String> WHOLE = List.of(Outcome.COMPLETE.text(), Outcome.HELD.text());

    /** What a reader's entries say, the newest last. */
    public static LastTurns of(List<byte[]> entries) {
        LastTurns last = NONE;
        for (byte[] entry : entries) {
            last = last.and(entry);
        }
        return last;
    }

    /** These and those, whichever were later. */
    LastTurns and(LastTurns other) {
        return new LastTurns(later(turn, other.turn), later(repair, other.repair), later(success, other.success));
    }

    /** Whether everything has been read once. */
    public boolean everythingRead() {
        return success.isPresent() || repair.isPresent();
    }

    /** These and what another entry of the same reader says; an entry that cannot be understood says nothing. */
    private LastTurns and(byte[] entry) {
        try {
            JsonNode json = JSON.readTree(entry);
            String outcome = json.path("outcome").asText();
            Instant started = Instant.parse(json.path("started").asText());
            Instant ended = Instant.parse(json.path("ended").asText());
            boolean whole = WHOLE.contains(outcome);
            return new LastTurns(
                    NONE_AT_ALL.contains(outcome) ? turn : later(turn, started),
                    TO_THE_END.contains(outcome) && json.path("repair").asBoolean() ? later(repair, started) : repair,
                    whole ? later(success, ended) : success);
        } catch (IOException | DateTimeException notAnEntry) {
            return this;
        }
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return other.map(then -> later(one, then)).orElse(one);
    }

    private static Optional<Instant> later(Optional<Instant> one, Instant other) {
        return one.filter(other::isBefore).or(() -> Optional.of(other));
    }
}
