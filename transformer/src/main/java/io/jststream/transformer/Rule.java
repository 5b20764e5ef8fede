package io.jststream.transformer;

import java.util.Locale;

/** What a record can break; the label stands in a dead letter's header and in a metric, so it is a contract. */
enum Rule {
    /** The value is not a JSON object. */
    JSON,
    /** The key does not say which row it is, or says another than the value. */
    KEY,
    /** A column that needs a value has none. */
    REQUIRED,
    /** Not a whole number of 64 bits. */
    BIGINT,
    /** Not a text that the table can store. */
    VARCHAR,
    /** Not a date and time in one of the API's shapes. */
    DATETIME,
    /** More characters than the column has room for. */
    LENGTH,
    /** The mapper itself failed: a bug, not the record's fault. */
    INTERNAL;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
