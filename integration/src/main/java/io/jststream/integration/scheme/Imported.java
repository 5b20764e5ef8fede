package io.jststream.integration.scheme;

import java.util.List;

/**
 * A scheme as a file of the catalog.
 *
 * @param name the integration's name; the file has to be called so, with {@code .yaml}
 * @param yaml the file, which the catalog takes
 * @param notes what became of each key of the scheme, in its order, and what was wrong with it
 */
public record Imported(String name, String yaml, List<Note> notes) {
    public Imported {
        notes = List.copyOf(notes);
    }
}
