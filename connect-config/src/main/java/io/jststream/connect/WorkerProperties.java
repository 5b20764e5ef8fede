package io.jststream.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The properties that every Connect worker of the pipeline has, read from {@code worker.properties}. */
public final class WorkerProperties {
    private WorkerProperties() {}

    /** A copy that the caller adds addresses and ports to. */
    public static Map<String, String> common() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(
                WorkerProperties.class.getResourceAsStream("worker.properties"), "worker.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> common = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> common.put(name, properties.getProperty(name)));
        return common;
    }
}
