package io.jststream.integration;

import java.util.List;

/**
 * One integration (方案): one API, one table. Made by {@link Catalog}, which has validated it; the rooms of the pipeline read
 * what they need from here and from nowhere else.
 *
 * @param name the integration's name, a letter followed by letters, digits, {@code -} or {@code _}
 * @param title what a person calls it
 */
public record Integration(String name, String title, Source source, Target target) {
    /** The same, read from elsewhere or otherwise. */
    public Integration withSource(Source other) {
        return new Integration(name, title, other, target);
    }

    /** The topics that carry this integration. */
    public Topics topics() {
        return new Topics(name);
    }

    /** The table of this integration's records. */
    public Table table() {
        return new Table(name, title, topics().typed(), target);
    }

    /** Every table that this integration fills. */
    public List<Table> tables() {
        return List.of(table());
    }
}
