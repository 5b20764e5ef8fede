package io.jststream.integration.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.values.NullValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an expression's value is to a column. */
final class Results {
    private static final JsonFactory JSON = new JsonFactory();

    private Results() {}

    static @Nullable Result of(Object value, Steps steps) throws FailedException {
        steps.walk(value);
        Result result = result(value);
        if (result != null && result.text().length() > Texts.LONGEST) {
            throw new FailedException("a value of more than " + Texts.LONGEST + " characters");
        }
        return result;
    }

    private static @Nullable Result result(Object value) throws FailedException {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? result(optional.get()) : null;
        } else if (value instanceof NullValue) {
            return null;
        } else if (value instanceof String text) {
            return new Result(Result.Kind.TEXT, text);
        } else if (value instanceof Number number) {
            return new Result(Result.Kind.NUMBER, number(number));
        } else if (value instanceof Decimals.TooLong number) {
            return new Result(Result.Kind.NUMBER, number.text());
        } else if (value instanceof Boolean truth) {
            return new Result(Result.Kind.TRUTH, truth.toString());
        } else if (value instanceof List<?>) {
            return new Result(Result.Kind.LIST, json(value));
        } else if (value instanceof Map<?, ?>) {
            return new Result(Result.Kind.OBJECT, json(value));
        }
        throw new FailedException("a value that no column can hold");
    }

    private static String number(Number number) throws FailedException {
        try {
            return Decimals.of(number).toPlainString();
        } catch (CelNumericOverflowException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }

    private static String json(Object value) throws FailedException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator json) throws IOException, FailedException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(each, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            writeScalar(result(value), json);
        }
    }

    private static void writeScalar(@Nullable Result scalar, JsonGenerator json) throws IOException {
        if (scalar == null) {
            json.writeNull();
        } else if (scalar.kind() == Result.Kind.TEXT) {
            json.writeString(scalar.text());
        } else {
            json.writeRawValue(scalar.text());
        }
    }
}
