package io.jststream.producer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jststream.integration.Source;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Page;
import io.jststream.producer.publish.KeyTexts;
import io.jststream.producer.publish.PageContent;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Finding;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks for records by their keys before they count as absent: a row that another one's disappearance has pushed from a page
 * that is still to be read to one that has been read stands on no page at all, and yet is there.
 *
 * <p>Beside them it asks for two that the pages have shown, the first and the last: an answer that lacks one of those says nothing
 * about the others.
 */
final class KeyCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keys in one call. */
    private static final int MOST_KEYS = 100;

    private final Source source;
    private final JushuitanApi api;
    private final RawTopic topic;

    KeyCheck(Source source, JushuitanApi api, RawTopic topic) {
        this.source = source;
        this.api = api;
        this.topic = topic;
    }

    /**
     * Those of the keys that the API does not answer either. Whatever it answers is published and counts as seen. An answer that
     * cannot be believed is a finding of the reading, and nothing more is asked for.
     */
    List<String> absent(List<String> keys, Reading reading, Supplier<byte[]> state) throws InterruptedException {
        Optional<String> parameter = source.gone().ask();
        if (parameter.isEmpty()) {
            return keys;
        }
        int most = Math.min(MOST_KEYS, source.pageSize());
        List<String> shown = shown(most);
        int size = most - shown.size();
        List<String> absent = new ArrayList<>();
        boolean believed = true;
        for (int from = 0; from < keys.size() && believed; from += size) {
            // One that names the row of an answer before this is not asked for once more.
            List<String> batch = keys.subList(from, Math.min(keys.size(), from + size)).stream()
                    .filter(key -> !topic.seen(key))
                    .toList();
            believed = ask(parameter.get(), batch, shown, reading, state);
            batch.stream().filter(key -> !topic.seen(key)).forEach(absent::add);
        }
        reading.findings().add(Finding.SKIPPED_KEY, oneOfEachRow(keys.stream().filter(topic::seen)));
        return absent;
    }

    private static List<String> oneOfEachRow(Stream<String> keys) {
        Set<String> rows = new HashSet<>();
        return keys.filter(key -> rows.add(KeyTexts.of(key))).toList();
    }

    /** What the pages have shown and must be answered too; one key of a call is left for what they have not shown. */
    private List<String> shown(int most) {
        List<String> ends =
                topic.ends().stream().filter(key -> !value(key).isNull()).toList();
        return ends.subList(Math.max(0, ends.size() - (most - 1)), ends.size());
    }

    /** Whether the answer can be believed. */
    private boolean ask(
            String parameter, List<String> batch, List<String> shown, Reading reading, Supplier<byte[]> state)
            throws InterruptedException {
        ArrayNode values = values(batch);
        if (values.isEmpty()) {
            return true;
        }
        values.addAll(values(shown));
        Page page = api.byKey(source, parameter, values, reading.calls());
        Set<String> answered = texts(page.records().stream().map(topic::key));
        if (page.hasNext()
                || !texts(Stream.concat(batch.stream(), shown.stream())).containsAll(answered)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    source.api() + ": asked for " + values.size() + " records by '" + parameter
                            + "', the answer holds others; correct source.gone.ask in the catalog, or leave it away");
        }
        PageContent content = topic.compare(page);
        reading.takeByKey(page, content);
        topic.publish(content, reading.originByKey(), state);
        reading.counted();
        List<String> unanswered = shown.stream()
                .filter(key -> !answered.contains(KeyTexts.of(key)))
                .toList();
        reading.findings().add(Finding.UNANSWERED_KEY, unanswered);
        return unanswered.isEmpty();
    }

    /** What is asked for as a number may be answered as a text. */
    private static Set<String> texts(Stream<String> keys) {
        return keys.map(KeyTexts::of).collect(Collectors.toSet());
    }

    /** A record that came without its key field cannot be asked for. */
    private static ArrayNode values(List<String> keys) {
        ArrayNode values = JSON.createArrayNode();
        keys.stream().map(KeyCheck::value).filter(value -> !value.isNull()).forEach(values::add);
        return values;
    }

    /** The value of the one key field. */
    private static JsonNode value(String key) {
        try {
            return JSON.readTree(key).elements().next();
        } catch (IOException e) {
            throw new IllegalStateException("a raw key that is not JSON", e);
        }
    }
}
