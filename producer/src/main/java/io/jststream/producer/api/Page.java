package io.jststream.producer.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One response of an API that lists records.
 *
 * @param records the elements of the list, each the bytes that the API sent
 * @param hasNext whether another page follows
 * @param index which page the answer says that it is; nothing where it does not say
 * @param totals how many records and pages there are; nothing where the answer does not say
 * @param fetchedAt when the response arrived
 * @param servedAt the same by the server's clock, to the second; nothing where it does not say
 */
public record Page(
        List<byte[]> records,
        boolean hasNext,
        OptionalInt index,
        Optional<Totals> totals,
        Instant fetchedAt,
        Optional<Instant> servedAt) {
    private static final JsonFactory JSON = new JsonFactory();

    public Page {
        records = List.copyOf(records);
    }

    /** A page of an API that does not say how many there are. */
    public Page(List<byte[]> records, boolean hasNext, OptionalInt index, Instant fetchedAt) {
        this(records, hasNext, index, Optional.empty(), fetchedAt, Optional.empty());
    }

    /** How many records there are on all pages, and how many pages. */
    public record Totals(long records, int pages) {}

    /** The same page with other records. */
    public Page with(List<byte[]> others) {
        return new Page(others, hasNext, index, totals, fetchedAt, servedAt);
    }

    /**
     * Reads a successful answer; a list or a {@code has_next} that is not there is an error and not an empty page.
     *
     * @throws OddAnswerException where it does not hold what the catalog says
     */
    static Page from(Answer answer, Source source) throws IOException {
        JsonNode body = answer.json();
        boolean list = body.at(pointer(source.records())).isArray();
        if (!list && !NoList.meansNoRecords(body, source)) {
            throw NoList.refused(body, source);
        }
        JsonNode hasNext = body.at(pointer(source.hasNext()));
        return new Page(
                list ? elements(answer.body(), List.of(source.records().split("\\."))) : List.of(),
                hasNext(hasNext).orElseThrow(() -> NoList.withoutHasNext(hasNext, source)),
                index(body.at(pointer(source.pageIndex()))),
                totals(body.at(pointer(source.recordCount())), body.at(pointer(source.pageCount()))),
                answer.arrivedAt(),
                answer.servedAt());
    }

    /** A JSON boolean in the samples; other clients have met 1, "1" and "true" as well (API: paging fields). */
    static Optional<Boolean> hasNext(JsonNode value) {
        return switch (value.asText("").toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A number in the samples; other endpoints send it as text. */
    private static OptionalInt index(JsonNode value) {
        int index = value.asInt(0);
        return index > 0 ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /** Where totals mean nothing they are 0, null or not there (API: response shapes). */
    private static Optional<Totals> totals(JsonNode records, JsonNode pages) {
        long count = records.asLong(-1);
        int last = pages.asInt(0);
        return count < 0 || last < 1 ? Optional.empty() : Optional.of(new Totals(count, last));
    }

    /** A dotted path as {@link JsonNode#at} takes it. */
    static String pointer(String path) {
        return "/" + path.replace('.', '/');
    }

    /** Cuts the elements out of the body: parsing and writing them again would change numbers such as 19.90. */
    private static List<byte[]> elements(byte[] body, List<String> path) throws IOException {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            for (String name : path) {
                enter(parser, name);
            }
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw ambiguous(path);
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                // A scalar is read lazily, and only then does the parser know where it ends.
                parser.getText();
                elements.add(Arrays.copyOfRange(
                        body, start, (int) parser.currentLocation().getByteOffset()));
            }
        }
        return elements;
    }

    /** Moves from the start of an object to the value of one of its fields, or to the object's end. */
    private static void enter(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(name);
            parser.nextToken();
            if (found) {
                return;
            }
            parser.skipChildren();
        }
    }

    /** Of two fields of one name the tree has the last one. */
    private static OddAnswerException ambiguous(List<String> path) {
        return new OddAnswerException(Verdict.odd("code 0, but a name of " + String.join(".", path)
                + " stands there twice, and no list at the first (source.records)"));
    }
}
