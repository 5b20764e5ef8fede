package io.jststream.producer.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.integration.Source;
import io.jststream.service.ExitCode;
import java.util.Map;
import java.util.Optional;

/** What an answer of code 0 means that has no list where the catalog expects it. */
final class NoList {
    /** Characters of a value that a message shows. */
    private static final int LONGEST_VALUE = 20;

    private NoList() {}

    /**
     * Whether it says that there are no records: {@code null} in the list's place, on a last page, and a count of 0 beside it. Other
     * clients meet such a {@code null}; the API's document does not have it. Where the answer counts nothing (API: response shapes),
     * that is believed of a reading by row version alone: an empty page moves no position of it, and deletes nothing.
     */
    static boolean meansNoRecords(JsonNode body, Source source) {
        JsonNode hasNext = body.at(Page.pointer(source.hasNext()));
        JsonNode count = body.at(Page.pointer(source.recordCount()));
        boolean counted = !count.isMissingNode() && !count.isNull();
        return body.at(Page.pointer(source.records())).isNull()
                && Page.hasNext(hasNext).equals(Optional.of(false))
                && (counted ? count.asLong(-1) == 0 : source.read() instanceof Source.Read.Rowversion);
    }

    /** It has come whole, so the network is not to blame. With a list elsewhere it is the catalog, and no next answer will do. */
    static OddAnswerException refused(JsonNode body, Source source) {
        String path = source.records();
        Optional<String> elsewhere = body.at(Page.pointer(path)).isMissingNode() ? list(body, "") : Optional.empty();
        return new OddAnswerException(elsewhere
                .map(other -> Verdict.giveUp(
                        ExitCode.BAD_CONFIGURATION,
                        Reach.ACCOUNT,
                        "code 0, but no list at " + path + " (source.records) and one at " + other
                                + "; correct source.records in the catalog"))
                .orElseGet(() -> Verdict.odd("code 0, but found " + found(body, path) + ", expected a list at " + path
                        + " (source.records)")));
    }

    static OddAnswerException withoutHasNext(JsonNode hasNext, Source source) {
        String value = hasNext.isValueNode() && !hasNext.isNull() ? hasNext.toString() : kind(hasNext);
        String shown = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
        return new OddAnswerException(Verdict.odd("code 0, but found " + shown + " at " + source.hasNext()
                + ", expected true or false beside the list (source.records)"));
    }

    /** The first list that looks like one of records: with objects in it, or with a word beside it about a next page. */
    private static Optional<String> list(JsonNode object, String prefix) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (value.isArray() && (value.path(0).isObject() || object.has("has_next"))) {
                return Optional.of(prefix + field.getKey());
            }
            Optional<String> deeper =
                    value.isObject() && prefix.isEmpty() ? list(value, field.getKey() + ".") : Optional.empty();
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
    }

    /** The first step of the path that leads no further. */
    private static String found(JsonNode body, String path) {
        JsonNode value = body;
        StringBuilder where = new StringBuilder();
        for (String step : path.split("\\.")) {
            where.append(where.isEmpty() ? "" : ".").append(step);
            value = value.path(step);
            if (!value.isObject()) {
                break;
            }
        }
        String what = kind(value) + " at " + where;
        return value.isNull() && where.toString().equals(path)
                ? what + " and nothing that says that there are no records (has_next false, data_count 0)"
                : what;
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "nothing";
            case NULL -> "null";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "a plain value";
        };
    }
}
