package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextKeysTest {
    @ParameterizedTest
    @CsvSource({
        "5.7.44-log, false",
        "8.0.16, false",
        "8.0.17, true",
        "8.0.36-0ubuntu0.22.04.1, true",
        "8.4.0, true",
        "9.7.0, true",
        "5.5.5-10.6.12-MariaDB, true",
        "11.4.5-MariaDB, true",
        "unknown, true"
    })
    void aMySqlReadsTheCollationSince8017(String version, boolean reads) {
        assertEquals(reads, TextKeys.readsTheCollation(version));
    }
}
