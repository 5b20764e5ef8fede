package io.jststream.transformer.column;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a thread writes its rows, one after another: a new generator for each would take more memory than the row. Not thread-safe. */
public final class RowBuffer {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            // an emoji as its four bytes, not as two escapes
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            // nothing stands between one row and the next
            .rootValueSeparator((String) null)
            .build();
    private static final ThreadLocal<RowBuffer> OF_THREAD = ThreadLocal.withInitial(RowBuffer::new);
    /** Room for most rows, so that the buffer seldom grows. */
    private static final int USUAL_BYTES = 4096;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    private @Nullable JsonGenerator json;
    private boolean unfinished;

    private RowBuffer() {}

    /** The calling thread's. */
    public static RowBuffer ofThread() {
        return OF_THREAD.get();
    }

    /** Begins a row; what is left of one that was given up is forgotten. */
    public JsonGenerator begin() throws IOException {
        JsonGenerator generator = json;
        if (generator != null && unfinished) {
            generator.close();
            bytes.reset();
            generator = null;
        }
        if (generator == null) {
            generator = JSON.createGenerator(bytes);
            json = generator;
        }
        unfinished = true;
        return generator;
    }

    /** The row that has been written. */
    public byte[] end(JsonGenerator generator) throws IOException {
        generator.flush();
        byte[] row = bytes.toByteArray();
        bytes.reset();
        unfinished = false;
        return row;
    }
}
