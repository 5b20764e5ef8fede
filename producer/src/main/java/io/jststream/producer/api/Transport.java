package io.jststream.producer.api;

import java.io.IOException;
import java.util.Map;

/** The way to the server and back: sends one form and receives the whole answer; knows nothing of what either means. Thread-safe. */
public interface Transport extends AutoCloseable {
    /** Sends the form once. An answer that does not arrive whole is an {@link IOException}. */
    Answer post(String path, Map<String, String> parameters) throws IOException, InterruptedException;

    /** What kept a call from being answered, for a person. */
    String reason(IOException e);

    /** Ends calls that are under way and those to come with an {@link InterruptedException}. */
    @Override
    void close();
}
