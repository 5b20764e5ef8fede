package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SinkUrlTest {
    @Test
    void limitsTheTimeOfASession() {
        assertEquals(
                "jdbc:mysql://h/bi?rewriteBatchedStatements=true&connectTimeout=5000&socketTimeout=30000",
                SinkUrl.of("jdbc:mysql://h/bi"));
    }

    @Test
    void leavesWhatTheUrlSays() {
        assertEquals(
                "jdbc:mysql://h/bi?socketTimeout=1&sslMode=VERIFY_CA&rewriteBatchedStatements=true&connectTimeout=5000",
                SinkUrl.of("jdbc:mysql://h/bi?socketTimeout=1&sslMode=VERIFY_CA"));
    }
}
