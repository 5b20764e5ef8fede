package io.jststream.connect.plan;

import io.jststream.integration.Table;
import io.jststream.integration.TopicSpec;

/** What has to be done about a difference. */
public sealed interface Change {
    /** A topic that is missing. */
    record CreateTopic(TopicSpec spec) implements Change {}

    /** A setting of a topic. */
    record SetConfig(String topic, String key, String value) implements Change {}

    /** A table that is missing. */
    record CreateTable(Table table) implements Change {}

    /** A part of an {@code ALTER TABLE}. */
    sealed interface OfTable extends Change {
        String table();

        String clause();
    }

    /** What reading or writing rows may need. */
    record Alter(String table, String clause) implements OfTable {}

    /** What sets a comment alone: nothing that reads or writes rows needs it. */
    record Describe(String table, String clause) implements OfTable {}

    /** What forbids NULL alone: every row that is written has a value anyway. */
    record ForbidNull(String table, String clause) implements OfTable {}

    /** A connector that is missing or has another config. */
    record PutConnector(Table table) implements Change {}

    /** What this program does not do. */
    record Nothing() implements Change {}
}
