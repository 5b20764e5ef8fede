package io.jststream.bench.parts;

import io.jststream.service.Secret;
import java.util.List;
import java.util.Map;

/** A database server that rows are written to. */
public interface Server extends AutoCloseable {
    /** For Connector/J, with what makes batches fast. */
    String jdbcUrl();

    /** Who may write the rows. */
    String user();

    /** That user's. */
    Secret password();

    /** What Debezium's sink needs on top of its settings for MySQL. */
    Map<String, String> debeziumOverrides();

    /** Processes of the server that are no children of this one: their processor time is the database's as well. */
    List<ProcessHandle> processes();

    @Override
    void close();
}
