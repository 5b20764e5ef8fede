package io.jststream.producer.increment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.producer.publish.Canonical;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;

/** What a reading for one value of {@code for_each} adds to its records, which do not say for which value they were asked. */
final class Part {
    private Part() {}

    /**
     * The record with the value as its last field; all other bytes as the API sent them. Of a name that stands twice the last one
     * counts, so a record that has the field and nothing in it gets the value too.
     *
     * @throws OperatorException where the record says that it belongs to another value
     */
    static byte[] with(String field, String value, byte[] record) {
        if (record.length < 2 || record[0] != '{') {
            return record;
        }
        JsonNode parsed = Canonical.parse(record);
        refuseAnother(field, value, parsed.path(field));
        byte[] last = ((parsed.isEmpty() ? "\"" : ",\"") + field + "\":" + value + "}").getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.length + last.length);
        bytes.write(record, 0, record.length - 1);
        bytes.writeBytes(last);
        return bytes.toByteArray();
    }

    /** It would be published for a value that it is not of. */
    private static void refuseAnother(String field, String value, JsonNode own) {
        boolean nothing = own.isMissingNode()
                || own.isNull()
                || (own.isTextual() && own.textValue().isBlank());
        boolean same = own.isNumber()
                ? own.decimalValue().compareTo(new BigDecimal(value)) == 0
                : own.asText().strip().equals(value);
        if (!nothing && !same) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "asked for " + field + " " + value + ", and a record of the answer has '" + own.asText()
                            + "' there, expected nothing or the same (source.for_each); nothing of its page is published");
        }
    }
}
