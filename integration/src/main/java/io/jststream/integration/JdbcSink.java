package io.jststream.integration;

/** The Kafka Connect sinks that a connector config can be made for. Topic, table and rows are the same with all of them. */
public enum JdbcSink {
    /** The one of this house, made for these records and for MySQL. */
    JST,
    /** Confluent's {@code kafka-connect-jdbc}, under the Confluent Community License. */
    CONFLUENT,
    /** Debezium's JDBC sink, under the Apache License. */
    DEBEZIUM
}
