package io.jststream.integration;

import java.util.List;

/**
 * A table that an integration fills, and the topic and the connector that carry its rows: all that stages behind the mapping need
 * to know.
 *
 * @param integration name of the integration
 * @param title what a person calls it; the table's comment
 * @param topic the typed topic
 * @param target the table's name, key and columns
 */
public record Table(String integration, String title, String topic, Target target) {
    /** What the names of all connectors end with. */
    private static final String SINK = ".sink";

    /** Whether a connector of that name writes a table of a catalog, of this one or of another. */
    public static boolean isWrittenBy(String connector) {
        return connector.startsWith(Topics.PREFIX) && connector.endsWith(SINK);
    }

    /** The table's name in the database. */
    public String name() {
        return target.table();
    }

    /** Columns of the primary key, in the order of the columns. */
    public List<Column> keyColumns() {
        return target.columns().stream()
                .filter(column -> target.key().contains(column.field()))
                .toList();
    }

    /** Whether the other one takes its rows whole: the same topic, table and key, and all of its columns. */
    boolean fitsInto(Table other) {
        return topic.equals(other.topic)
                && name().equals(other.name())
                && target.key().equals(other.target.key())
                && target.columns().stream().allMatch(other::takes);
    }

    /** Whether one of its columns takes the values of that one, and their absence where that is allowed. */
    private boolean takes(Column column) {
        return target.columns().stream()
                .anyMatch(own -> own.field().equals(column.field())
                        && own.type().equals(column.type())
                        && (column.required() || !own.required()));
    }

    /** Name of the connector that writes it. */
    public String connector() {
        return topic + SINK;
    }

    /** The group of consumers that the connector's tasks are. */
    public String sinkGroup() {
        return "connect-" + connector();
    }

    /** Topic of the rows that the database refuses. */
    public String deadTopic() {
        return new Topics(integration).dead();
    }
}
