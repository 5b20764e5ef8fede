package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Parses a thread's records, one after another, as if they were one long text: a new parser for each would take more memory than
 * all that is read. One that meets a broken record is not used again. Not thread-safe.
 */
final class RecordParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            // interning would keep every field name that the API ever sends in the JVM's string table
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // a record is UTF-8, and no other one may decide about those behind it
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();
    private static final ThreadLocal<RecordParser> OF_THREAD = ThreadLocal.withInitial(RecordParser::new);
    /** A parser keeps the names of all fields that it has met, until it is closed. */
    private static final int MOST_RECORDS = 1_000;

    private final Input input = new Input();
    private @Nullable JsonParser json;
    private int records;
    private boolean unfinished;

    private RecordParser() {}

    /** The calling thread's. */
    static RecordParser ofThread() {
        return OF_THREAD.get();
    }

    /** Begins a record. */
    JsonParser begin(byte[] record) throws IOException {
        JsonParser parser = json;
        if (parser != null && (unfinished || records == MOST_RECORDS)) {
            parser.close();
            parser = null;
        }
        input.take(record, parser == null);
        if (parser == null) {
            parser = JSON.createParser(input);
            json = parser;
            records = 0;
        }
        records++;
        unfinished = true;
        return parser;
    }

    /** Where that is in the record, in bytes. */
    int offset(JsonLocation location) {
        return (int) (location.getByteOffset() - input.begin);
    }

    /** Whether the record ends here: another one may begin if so. */
    boolean end(JsonParser parser) {
        unfinished = !input.isBlankFrom(offset(parser.currentLocation()));
        return !unfinished;
    }

    /** The record, then the next one; its end is the end of the text only to whoever reads beyond it. */
    private static final class Input extends InputStream {
        private byte[] record = {};
        private int position;
        /** What had been read of all records when this one began. */
        private long begin;

        void take(byte[] next, boolean first) {
            begin = first ? 0 : begin + position;
            record = next;
            position = 0;
        }

        boolean isBlankFrom(int from) {
            for (int i = from; i < record.length; i++) {
                if (record[i] != ' ' && record[i] != '\t' && record[i] != '\n' && record[i] != '\r') {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int read() {
            return position < record.length ? record[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int from, int most) {
            int count = Math.min(most, record.length - position);
            if (count == 0) {
                return -1;
            }
            System.arraycopy(record, position, to, from, count);
            position += count;
            return count;
        }
    }
}
