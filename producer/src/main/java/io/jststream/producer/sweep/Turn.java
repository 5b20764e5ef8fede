package io.jststream.producer.sweep;

/** What is done with an API at each turn. Not thread-safe. */
public interface Turn {
    /** Reads what there is to read. However it goes, the report says how; nothing is thrown. */
    SweepReport read();
}
