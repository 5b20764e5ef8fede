package io.jststream.integration;

import java.util.List;
import java.util.stream.Stream;

/**
 * One integration (方案): one API, one table, and one for each list in its records that wants one. Made by {@link Catalog}, which has validated it; the rooms of the pipeline read
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

    /** The table of one of the lists in its records. */
    public Table table(NestedList list) {
        return new Table(name, title + " (" + list.name() + ")", topics().ofList(list.name()), list.target());
    }

    /** The topics that carry it as they have to be created, with the number of partitions that carry its records. */
    public List<TopicSpec> topicSpecs(int partitions) {
        return Stream.concat(
                        topics().specs(partitions).stream(),
                        target.lists().stream().map(list -> Topics.history(topics().ofList(list.name()), partitions)))
                .toList();
    }

    /**
     * Whether its rows have something that tables and connectors have no place for which were made for the other one: a table, a column,
     * or values of another type. A sink leaves out what its connector does not know, and MySQL rounds, both without a word.
     */
    public boolean needsMoreThan(Integration made) {
        return !tables().stream().allMatch(table -> made.tables().stream().anyMatch(table::fitsInto));
    }

    /** Every table that this integration fills: that of its records, then those of the lists in them. */
    public List<Table> tables() {
        return Stream.concat(Stream.of(table()), target.lists().stream().map(this::table))
                .toList();
    }
}
