package io.jststream.integration.scheme;

import java.util.Locale;

/**
 * What became of one key of a scheme, or what was wrong with it.
 *
 * @param key where it stands, {@code source.request[page_size]}
 * @param text why, and what to do where something is left to do
 */
public record Note(Became became, String key, String text) {
    /** What became of a key; the label stands in the output of a command, so it is a contract. */
    public enum Became {
        /** It stands in the catalog file. */
        CARRIED_OVER,
        /** Something else in the catalog file does the same. */
        REPLACED,
        /** The pipeline does it by itself, or has no use for it. */
        NOT_NEEDED,
        /** Nothing does this here; the text says what to do. */
        NOT_SUPPORTED,
        /** The old scheme was wrong here, or the file needs a look before it is used. */
        WARNING;

        /** The words in the output. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return became.label() + ": " + key + ": " + text;
    }
}
