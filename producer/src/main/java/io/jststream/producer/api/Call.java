package io.jststream.producer.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What is asked of the API, apart from how it is asked.
 *
 * @param <T> what the answer holds
 */
interface Call<T> {
    /** Path of the API, such as {@code /open/shops/query}. */
    String path();

    /** All parameters but {@code timestamp} and {@code sign}, made anew for each attempt. */
    Map<String, String> parameters() throws InterruptedException;

    /** Hears that an attempt is made, and how long it has waited for its place in the quota. */
    default void attempted(Duration waited) {}

    /** Reads a successful answer; one in another shape is an {@link OddAnswerException}. */
    T read(Answer answer) throws IOException;

    /** Replaces the token of the last attempt, which the server refused. */
    void renewToken() throws InterruptedException;
}
