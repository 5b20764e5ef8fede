package io.jststream.integration.scheme;

import io.jststream.integration.scheme.Note.Became;
import java.util.ArrayList;
import java.util.List;

/** Gathers what becomes of the keys of one scheme while it is read. Not thread-safe. */
final class Notes {
    private final List<Note> notes = new ArrayList<>();

    void carriedOver(String key, String text) {
        notes.add(new Note(Became.CARRIED_OVER, key, text));
    }

    void replaced(String key, String text) {
        notes.add(new Note(Became.REPLACED, key, text));
    }

    void notNeeded(String key, String text) {
        notes.add(new Note(Became.NOT_NEEDED, key, text));
    }

    void notSupported(String key, String text) {
        notes.add(new Note(Became.NOT_SUPPORTED, key, text));
    }

    void warning(String key, String text) {
        notes.add(new Note(Became.WARNING, key, text));
    }

    /** Whether something was said about this key, or about a part of it. */
    boolean mention(String key) {
        return notes.stream()
                .anyMatch(note -> note.key().equals(key)
                        || note.key().startsWith(key + "[")
                        || note.key().startsWith(key + "."));
    }

    List<Note> all() {
        return List.copyOf(notes);
    }
}
