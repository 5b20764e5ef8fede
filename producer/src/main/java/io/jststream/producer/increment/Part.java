package io.jststream.producer.increment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** What a reading for one value of {@code for_each} adds to its records, which do not say for which value they were asked. */
final class Part {
    private Part() {}

    /** The record with the value as its first field; all other bytes as the API sent them. */
    static byte[] first(String field, String value, byte[] record) {
        if (record.length < 2 || record[0] != '{') {
            return record;
        }
        byte[] first = ("{\"" + field + "\":" + value).getBytes(UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.length + first.length + 1);
        bytes.writeBytes(first);
        boolean empty = new String(record, UTF_8).replaceAll("\\s", "").equals("{}");
        if (!empty) {
            bytes.write(',');
        }
        bytes.write(record, 1, record.length - 1);
        return bytes.toByteArray();
    }
}
