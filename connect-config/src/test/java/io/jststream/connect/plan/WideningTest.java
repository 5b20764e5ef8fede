package io.jststream.connect.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.integration.ColumnType;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of a type keep every value that is there. */
class WideningTest {
    private static final Map<String, ColumnType> TYPES = Map.ofEntries(
            Map.entry("bigint", new ColumnType.Bigint()),
            Map.entry("int", new ColumnType.Int()),
            Map.entry("tinyint", new ColumnType.Tinyint()),
            Map.entry("boolean", new ColumnType.Bool()),
            Map.entry("double", new ColumnType.Floating()),
            Map.entry("varchar(255)", new ColumnType.Varchar(255)),
            Map.entry("text", new ColumnType.Text()),
            Map.entry("decimal(10,2)", new ColumnType.Decimal(10, 2)),
            Map.entry("datetime(3)", new ColumnType.Datetime(3)),
            Map.entry("date", new ColumnType.Date()),
            Map.entry("json", new ColumnType.Json()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int            | bigint        | true",
                "boolean        | tinyint       | true",
                "tinyint        | boolean       | false",
                "bigint         | int           | false",
                "varchar(64)    | varchar(255)  | true",
                "varchar(256)   | varchar(255)  | false",
                "varchar(16383) | text          | true",
                "text           | varchar(255)  | false",
                "decimal(9,2)   | decimal(10,2) | true",
                "decimal(9,1)   | decimal(10,2) | true",
                "decimal(10,1)  | decimal(10,2) | false",
                "decimal(10,3)  | decimal(10,2) | false",
                "datetime(0)    | datetime(3)   | true",
                "datetime(6)    | datetime(3)   | false",
                "date           | datetime(3)   | false",
                "datetime(3)    | date          | false",
                "bigint         | varchar(255)  | false",
                "int            | double        | false",
                "longtext       | json          | false"
            })
    void keepsEveryValue(String live, String wanted, boolean widens) {
        ColumnType type = TYPES.get(wanted);
        if (type == null) {
            throw new AssertionError("no such type in this test: " + wanted);
        }
        assertEquals(widens, Widening.is(live, type));
    }
}
