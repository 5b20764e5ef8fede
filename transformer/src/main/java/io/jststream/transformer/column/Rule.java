package io.jststream.transformer.column;

import io.jststream.integration.rule.FieldRule;
import java.util.Locale;

/** What a record can break; the label stands in a dead letter's header and in a metric, so it is a contract. */
public enum Rule {
    /** The record is not a JSON object, or a part of it is no JSON that the database takes. */
    JSON,
    /** The key does not say which row it is, or says another than the value. */
    KEY,
    /** A column that needs a value has none. */
    REQUIRED,
    /** Not a whole number of 64 bits. */
    BIGINT,
    /** Not a whole number of 32 bits. */
    INT,
    /** Not a whole number of 16 bits. */
    SMALLINT,
    /** Not a whole number of 8 bits. */
    TINYINT,
    /** Neither true nor false. */
    BOOLEAN,
    /** Not a number, or one with more digits than the column keeps. */
    DECIMAL,
    /** Not a number that a double comes near to. */
    DOUBLE,
    /** Not a text that the table can store. */
    VARCHAR,
    /** Not a long text that the table can store. */
    TEXT,
    /** Not a day. */
    DATE,
    /** Not a date and time in one of the API's shapes. */
    DATETIME,
    /** More characters than the column has room for. */
    LENGTH,
    /** An expression of the catalog has no value for this record. */
    EXPRESSION,
    /** Less than the catalog allows. */
    MIN,
    /** More than the catalog allows. */
    MAX,
    /** Not of the form that the catalog says. */
    PATTERN,
    /** None of the values that the catalog lists. */
    IN,
    /** A condition over several columns is not met. */
    CONDITION,
    /** Two lines of a record have the same key. */
    DUPLICATE,
    /** The mapper itself failed: a bug, not the record's fault. */
    INTERNAL;

    /** A rule of the catalog. */
    public static Rule of(FieldRule rule) {
        return valueOf(rule.label().toUpperCase(Locale.ROOT));
    }

    /** Whether it is about a value that does not fit its column. */
    public boolean isMisfit() {
        return switch (this) {
            case KEY, REQUIRED, MIN, MAX, PATTERN, IN, CONDITION, DUPLICATE, INTERNAL -> false;
            default -> true;
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
