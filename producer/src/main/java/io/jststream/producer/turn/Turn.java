package io.jststream.producer.turn;

/** What is done with an API at each turn. Not thread-safe. */
public interface Turn {
    /** What a turn is for. */
    enum Kind {
        /** What is new. */
        USUAL,
        /** What is new to a reader of which no whole turn is known: everything. It goes on where one like it was interrupted. */
        FIRST,
        /** Everything, compared with what the raw topic itself holds (补漏). */
        REPAIR
    }

    /** Reads what there is to read. However it goes, the report says how; nothing is thrown. */
    SweepReport read(Kind kind);

    /** A usual turn. */
    default SweepReport read() {
        return read(Kind.USUAL);
    }
}
