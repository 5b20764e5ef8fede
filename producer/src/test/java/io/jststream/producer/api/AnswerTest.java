package io.jststream.producer.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    /** Each becomes a time series. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"code":0}        | 0
            200 | {"code":"199"}    | 199
            200 | {"code":190}      | 190
            200 | {"code":777}      | other
            200 | {"code":"trace-1"}| other
            200 | {"code":null}     | none
            200 | {}                | none
            200 | <html>            | not_json
            502 | {"code":777}      | http_502
            """)
    void onlyCodesThatAreKnownAreCounted(int status, String body, String code) {
        assertEquals(code, new Answer(status, body.getBytes(UTF_8), Instant.EPOCH).code());
    }
}
