package io.jststream.integration.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.TableDdl;
import io.jststream.integration.TypedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a type of the catalog becomes in the table and in the sink's schema, and what a column may say about misfits. */
class ColumnTypesTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bigint        | bigint         | {"field":"it","type":"int64","optional":true}
        int           | int            | {"field":"it","type":"int32","optional":true}
        smallint      | smallint       | {"field":"it","type":"int16","optional":true}
        tinyint       | tinyint        | {"field":"it","type":"int8","optional":true}
        boolean       | boolean        | {"field":"it","type":"boolean","optional":true}
        decimal(10,2) | decimal(10,2)  | {"field":"it","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","version":1,"parameters":{"scale":"2"},"optional":true}
        decimal(10, 2)| decimal(10,2)  | {"field":"it","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","version":1,"parameters":{"scale":"2"},"optional":true}
        decimal(65)   | decimal(65,0)  | {"field":"it","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","version":1,"parameters":{"scale":"0"},"optional":true}
        double        | double         | {"field":"it","type":"double","optional":true}
        varchar(9)    | varchar(9)     | {"field":"it","type":"string","optional":true}
        text          | text           | {"field":"it","type":"string","optional":true}
        date          | date           | {"field":"it","type":"string","optional":true}
        datetime      | datetime(0)    | {"field":"it","type":"string","optional":true}
        datetime(6)   | datetime(6)    | {"field":"it","type":"string","optional":true}
        json          | json           | {"field":"it","type":"string","optional":true}
        """)
    void saysWhatATypeIsInTheTableAndInTheSchema(String type, String sql, String schema) throws IOException {
        Integration integration = with("type: \"" + type + "\"");

        assertTrue(
                TableDdl.of(integration.table()).contains("`it` " + sql + " NULL"), TableDdl.of(integration.table()));
        assertTrue(TypedSchema.value(integration.table()).contains(schema), TypedSchema.value(integration.table()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int(11)",
                "decimal",
                "decimal(0)",
                "decimal(40,31)",
                "decimal(5,6)",
                "varchar",
                "varchar(9,9)",
                "text(9)",
                "datetime(7)",
                "datetime(3,1)",
                "BIGINT",
                "boolean(1)",
                "json(1)",
                ""
            })
    void knowsNoOtherTypes(String type) {
        assertTrue(ColumnTypes.parse(type).isEmpty());
    }

    @Test
    void takesDaysOfOldProgramsForNoDate() throws IOException {
        assertEquals(Column.NO_DATES, it("type: date").nullIf());
        assertEquals(Column.NO_DATES, it("type: datetime(3)").nullIf());
        assertEquals(Set.of(), it("type: bigint").nullIf());
        assertEquals(Set.of(), it("type: date, null_if: []").nullIf());
        assertEquals(
                Set.of("1970-01-01"), it("type: date, null_if: [1970-01-01]").nullIf());
    }

    @Test
    void rejectsMisfitsUnlessToldOtherwise() throws IOException {
        assertEquals(OnMisfit.REJECT, it("type: int").onMisfit());
        assertEquals(OnMisfit.NULL, it("type: int, on_misfit: null").onMisfit());
        assertEquals(OnMisfit.NULL, it("type: int, on_misfit: \"null\"").onMisfit());
        assertEquals(OnMisfit.TRUNCATE, it("type: int, on_misfit: truncate").onMisfit());
    }

    private Column it(String keys) throws IOException {
        List<Column> columns = with(keys).target().columns();
        return columns.get(columns.size() - 1);
    }

    private Integration with(String keys) throws IOException {
        Files.writeString(
                folder.resolve("shops.yaml"),
                ShopsCatalog.text() + "    - {field: it, value: \"{it}\", " + keys + "}\n");
        return Catalog.load(folder).get(0);
    }
}
