package io.jststream.console.dead;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** What a rule means and what to do where it is broken, in the languages of those who have to. */
public final class Explanations {
    private static final String FILE = "explanations.properties";

    private final Properties texts = new Properties();

    private Explanations() {}

    /** Those that come with the program. */
    public static Explanations load() {
        Explanations explanations = new Explanations();
        InputStream file = Objects.requireNonNull(Explanations.class.getResourceAsStream(FILE), FILE);
        try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            explanations.texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return explanations;
    }

    /** In Chinese. */
    public String chinese(String rule) {
        return text(rule, "zh");
    }

    /** In English. */
    public String english(String rule) {
        return text(rule, "en");
    }

    private String text(String rule, String language) {
        return texts.getProperty(rule + "." + language, texts.getProperty("unknown." + language));
    }
}
