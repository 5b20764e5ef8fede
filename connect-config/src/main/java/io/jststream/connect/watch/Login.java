package io.jststream.connect.watch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How the sink gets a session on the tables' database. */
@FunctionalInterface
public interface Login {
    /** A new session; no answer takes longer than this. */
    Connection open(Duration longest) throws SQLException;
}
