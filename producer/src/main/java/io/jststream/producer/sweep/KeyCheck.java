package io.jststream.producer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jststream.integration.Source;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Page;
import io.jststream.producer.publish.PageContent;
import io.jststream.producer.publish.RawTopic;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks for records by their keys before they count as absent: a row that another one's disappearance has pushed from a page
 * that is still to be read to one that has been read stands on no page at all, and yet is there.
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

    /** Those of the keys that the API does not answer either. Whatever it answers is published and counts as seen. */
    List<String> absent(List<String> keys, Reading reading, Supplier<byte[]> state) throws InterruptedException {
        Optional<String> parameter = source.gone().ask();
        if (parameter.isEmpty()) {
            return keys;
        }
        int size = Math.min(MOST_KEYS, source.pageSize());
        List<String> absent = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += size) {
            List<String> batch = keys.subList(from, Math.min(keys.size(), from + size));
            ask(parameter.get(), batch, reading, state);
            batch.stream().filter(key -> !topic.seen(key)).forEach(absent::add);
        }
        reading.findings()
                .add(Finding.SKIPPED_KEY, keys.stream().filter(topic::seen).toList());
        return absent;
    }

    private void ask(String parameter, List<String> batch, Reading reading, Supplier<byte[]> state)
            throws InterruptedException {
        ArrayNode values = values(batch);
        if (values.isEmpty()) {
            return;
        }
        Page page = api.byKey(source, parameter, values, reading.calls());
        PageContent content = topic.compare(page);
        long answered = batch.stream().filter(topic::seen).count();
        if (page.hasNext() || content.distinct() + content.repeated() + content.repeatedOther() > answered) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    source.api() + ": asked for " + values.size() + " records by '" + parameter
                            + "', the answer holds others; correct source.gone.ask in the catalog, or leave it away");
        }
        reading.takeByKey(page, content);
        topic.publish(content, reading.originByKey(), state);
        reading.published();
    }

    /** The values of the one key field; a record that came without it cannot be asked for. */
    private static ArrayNode values(List<String> batch) {
        ArrayNode values = JSON.createArrayNode();
        for (String key : batch) {
            try {
                JsonNode value = JSON.readTree(key).elements().next();
                if (!value.isNull()) {
                    values.add(value);
                }
            } catch (IOException e) {
                throw new IllegalStateException("a raw key that is not JSON", e);
            }
        }
        return values;
    }
}
