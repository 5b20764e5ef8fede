package io.jststream.producer.increment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.integration.RequestTimes;
import io.jststream.integration.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for a first page, beside the catalog's own parameters: everything, or the longest window that ends now.
 *
 * @param source with what the times in its request stand for
 * @param field that of {@code for_each}, or the empty text
 * @param value its first value, or the empty text
 */
public record FirstRequest(Source source, Map<String, JsonNode> parameters, String field, String value) {
    public FirstRequest {
        parameters = Map.copyOf(parameters);
    }

    /** The request of a source that has never been read. */
    public static FirstRequest of(Source source, Instant now) {
        Map<String, JsonNode> parameters = new HashMap<>();
        if (source.read() instanceof Source.Read.Rowversion rowversion) {
            parameters.putAll(RowversionReader.parameters(rowversion, Position.Version.BEGINNING.ts()));
        } else if (source.read() instanceof Source.Read.Window window) {
            Instant until = now.minus(window.lag());
            parameters.putAll(WindowReader.parameters(until.minus(window.longest()), until));
        }
        Source.ForEach forEach = source.read().forEach();
        String value = forEach.values().get(0);
        if (!value.isEmpty()) {
            parameters.put(forEach.field(), JsonNodeFactory.instance.numberNode(Long.parseLong(value)));
        }
        Instant since =
                source.lastSync().map(time -> time.since(Optional.empty(), now)).orElse(now);
        return new FirstRequest(source.at(new RequestTimes(now, since)), parameters, forEach.field(), value);
    }

    /** The record as the producer would publish it. */
    public byte[] completed(byte[] record) {
        return value.isEmpty() ? record : Part.with(field, value, record);
    }
}
