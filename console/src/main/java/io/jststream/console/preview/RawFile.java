package io.jststream.console.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jststream.integration.Source;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Raw records out of a file: a whole answer of the API, a list of records, or one record. */
final class RawFile {
    /** Numbers keep all their digits: 19.90 is a text to compare with. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RawFile() {}

    static List<byte[]> records(Path file, Source source) {
        JsonNode content = read(file);
        JsonNode list =
                content.isArray() ? content : content.at("/" + source.records().replace('.', '/'));
        List<byte[]> records = new ArrayList<>();
        if (!list.isArray()) {
            records.add(bytes(content));
        }
        list.forEach(record -> records.add(bytes(record)));
        return records;
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ":" + e.getLocation().getLineNr()
                            + ": is no JSON, expected a record, a list of records, or an answer of the API",
                    e);
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static byte[] bytes(JsonNode record) {
        try {
            return JSON.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can be written", e);
        }
    }
}
