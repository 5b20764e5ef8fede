package io.jststream.producer.increment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.producer.publish.RawKey;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"sku_id":"A","qty": 1.10 } | {"sku_id":"A","qty": 1.10 ,"wms_co_id":10001}
            { }                         | { "wms_co_id":10001}
            {}                          | {"wms_co_id":10001}
            null                        | null
            [1]                         | [1]
            """)
    void allOtherBytesStay(String sent, String published) {
        assertEquals(published, with(sent));
    }

    /** All warehouses would have one key. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "10001", "\"10001\"", "10001.0"})
    void theValueThatWasAskedForIsTheOneThatCounts(String own) {
        String record = with("{\"wms_co_id\":" + own + ",\"sku_id\":\"A\"}");

        assertEquals(
                "{\"wms_co_id\":10001,\"sku_id\":\"A\"}",
                new String(RawKey.of(record.getBytes(UTF_8), List.of("wms_co_id", "sku_id")), UTF_8));
    }

    /** 0 as a parameter means all together (API: catalogue, inventory): it may be the sum of all. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "10002", "\"10002\"", "true"})
    void aRecordOfAnotherValueIsRefused(String own) {
        OperatorException error =
                assertThrows(OperatorException.class, () -> with("{\"sku_id\":\"A\",\"wms_co_id\":" + own + "}"));

        assertEquals(
                "asked for wms_co_id 10001, and a record of the answer has '" + own.replace("\"", "")
                        + "' there, expected nothing or the same (source.for_each); nothing of its page is published",
                error.getMessage());
        assertEquals(ExitCode.FAILED, error.exitCode());
    }

    @Test
    void aFieldOfThatNameDeeperInTheRecordIsAnother() {
        assertEquals("{\"items\":[{\"wms_co_id\":0}],\"wms_co_id\":10001}", with("{\"items\":[{\"wms_co_id\":0}]}"));
    }

    private static String with(String record) {
        return new String(Part.with("wms_co_id", "10001", record.getBytes(UTF_8)), UTF_8);
    }
}
