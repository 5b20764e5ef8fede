package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SinkUrlTest {
    private static final String LOCKS = "&sessionVariables=lock_wait_timeout%3D20%2Cinnodb_lock_wait_timeout%3D20";

    @Test
    void limitsTheTimeOfASession() {
        assertEquals(
                "jdbc:mysql://h/bi?rewriteBatchedStatements=true&connectTimeout=5000&socketTimeout=30000" + LOCKS,
                SinkUrl.of("jdbc:mysql://h/bi"));
    }

    @Test
    void leavesWhatTheUrlSays() {
        assertEquals(
                "jdbc:mysql://h/bi?socketTimeout=1&sslMode=VERIFY_CA&rewriteBatchedStatements=true&connectTimeout=5000"
                        + LOCKS,
                SinkUrl.of("jdbc:mysql://h/bi?socketTimeout=1&sslMode=VERIFY_CA"));
    }
}
