package io.jststream.integration;

/** The Kafka Connect JDBC sinks that a connector config can be made for. Topic, table and rows are the same with both. */
public enum JdbcSink {
    /** Confluent's {@code kafka-connect-jdbc}, under the Confluent Community License. */
    CONFLUENT,
    /** Debezium's JDBC sink, under the Apache License. */
    DEBEZIUM
}
