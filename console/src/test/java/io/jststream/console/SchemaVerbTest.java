package io.jststream.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema of a catalog file says what the readers take. */
class SchemaVerbTest {
    private static final Path FILE = Typed.CATALOG.resolve("schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theFileBesideTheCatalogIsUpToDate() throws Exception {
        assertEquals(SchemaVerb.text(), Files.readString(FILE), "./jst schema catalog/schema.json writes it anew");
    }

    @ParameterizedTest
    @MethodSource("catalogFiles")
    void theCatalogSatisfiesIt(Path file) throws IOException {
        assertEquals(List.of(), errors(tree(file)));
    }

    @ParameterizedTest
    @CsvSource({"'', name", "/source, api", "/source/request/0, field", "/target, table", "/target/main_params/0, value"
    })
    void aKeyThatNobodyKnowsDoesNot(String place, String beside) throws IOException {
        JsonNode shops = tree(Typed.CATALOG.resolve("shops.yaml"));
        ObjectNode object = (ObjectNode) shops.at(place);
        object.put(beside + "x", "1");
        assertFalse(errors(shops).isEmpty(), "an unknown key at " + place);

        object.remove(beside + "x");
        assertEquals(List.of(), errors(shops));
        object.remove(beside);
        assertFalse(errors(shops).isEmpty(), beside + " is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"number", "varchar", "varchar(x)", "decimal(10;2)", "datetime(7)", "Bigint"})
    void aTypeThatThereIsNotDoesNot(String type) throws IOException {
        JsonNode shops = tree(Typed.CATALOG.resolve("shops.yaml"));
        ((ObjectNode) shops.at("/target/main_params/0")).put("type", type);

        assertFalse(errors(shops).isEmpty(), type);
    }

    @Test
    void aColumnIsMadeByOneOfTheTwo() throws IOException {
        JsonNode shops = tree(Typed.CATALOG.resolve("shops.yaml"));
        ObjectNode column = (ObjectNode) shops.at("/target/main_params/3");

        column.put("expression", "raw.shop_site");
        assertFalse(errors(shops).isEmpty(), "value beside expression");
        column.remove("value");
        assertEquals(List.of(), errors(shops));
        column.remove("expression");
        assertFalse(errors(shops).isEmpty(), "neither of the two");
    }

    /** What the reader of a column takes behind {@code required}, and what it does not. */
    @ParameterizedTest
    @CsvSource({"true, true", "false, true", "warn, true", "reject, false", "1, false"})
    void itTakesBehindRequiredWhatTheReaderTakes(String value, boolean taken) throws Exception {
        String shops = Files.readString(Typed.CATALOG.resolve("shops.yaml"));
        Path file = folder.resolve("shops.yaml");
        Files.writeString(
                file, shops.replace("varchar(255),  required: true,", "varchar(255),  required: " + value + ","));

        assertEquals(taken, errors(tree(file)).isEmpty(), "the schema");
        assertEquals(taken, !Typed.on(folder, "check").answer().contains("required"), "the reader");
    }

    /** What a reader expects where a key is not known is what the schema has there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: shops                         | /properties",
                "source:                             | /properties/source/properties",
                "  request:                          | /properties/source/properties/request/items/properties",
                "  gone: {                           | /properties/source/properties/gone/oneOf/1/properties",
                "target:                             | /properties/target/properties",
                "    - {field: shop_id,              | /properties/target/properties/main_params/items/properties"
            })
    void itHasTheKeysThatTheReadersTake(String behind, String place) throws Exception {
        String shops = Files.readString(Typed.CATALOG.resolve("shops.yaml"));
        Files.writeString(folder.resolve("shops.yaml"), withUnknownKey(shops, behind));
        Matcher expected = Pattern.compile("zzz: unknown key, expected one of ([^;\\n]*)")
                .matcher(Typed.on(folder, "check").answer());

        assertTrue(expected.find(), "no unknown key behind " + behind);
        TreeSet<String> inSchema = new TreeSet<>();
        JSON.readTree(FILE.toFile()).at(place).fieldNames().forEachRemaining(inSchema::add);
        assertEquals(new TreeSet<>(Arrays.asList(expected.group(1).strip().split(", "))), inSchema);
    }

    /** As above, of a list, which the shops do not have. */
    @Test
    void itHasTheKeysThatTheReadersTakeOfAList() throws Exception {
        String orders = Files.readString(Typed.CATALOG.resolve("examples/orders.yaml"));
        Files.writeString(
                folder.resolve("orders.yaml"), orders.replace("      of: items\n", "      of: items\n      zzz: 1\n"));
        Matcher expected = Pattern.compile("zzz: unknown key, expected one of ([^;\\n]*)")
                .matcher(Typed.on(folder, "check").answer());

        assertTrue(expected.find(), "no unknown key in a list");
        TreeSet<String> inSchema = new TreeSet<>();
        JSON.readTree(FILE.toFile())
                .at("/properties/target/properties/lists/items/properties")
                .fieldNames()
                .forEachRemaining(inSchema::add);
        assertEquals(new TreeSet<>(Arrays.asList(expected.group(1).strip().split(", "))), inSchema);
    }

    private static String withUnknownKey(String shops, String behind) {
        return switch (behind) {
            case "name: shops" -> shops + "zzz: 1\n";
            case "source:" -> shops.replace("source:\n", "source:\n  zzz: 1\n");
            case "request:" -> shops.replace("{field: page_index, ", "{zzz: 1, field: page_index, ");
            case "gone: {" -> shops.replace("gone: {", "gone: {zzz: 1, ");
            case "target:" -> shops.replace("target:\n", "target:\n  zzz: 1\n");
            default -> shops.replace("{field: shop_id, ", "{zzz: 1, field: shop_id, ");
        };
    }

    static Stream<Path> catalogFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Typed.CATALOG)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    private static JsonNode tree(Path file) throws IOException {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return JSON.valueToTree(content);
    }

    private static List<String> errors(JsonNode content) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(FILE.toFile()));
        return schema.validate(content).stream().map(Error::toString).toList();
    }
}
