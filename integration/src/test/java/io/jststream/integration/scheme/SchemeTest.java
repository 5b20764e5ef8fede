package io.jststream.integration.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schemes as folders of data: the metadata of both sides, the catalog file that comes out, and what is said of each key. All are
 * written for these tests, in the forms that exports have.
 */
class SchemeTest {
    private static final Path CASES = Path.of("src", "test", "resources", "scheme");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesAFileOfTheCatalogWithANoteOnEachKey(Path folder) throws IOException {
        Imported imported = read(folder);

        assertEquals(Files.readString(folder.resolve("expected.yaml")), imported.yaml());
        assertEquals(
                Files.readString(folder.resolve("notes.txt")),
                imported.notes().stream().map(note -> note + "\n").collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mentionsEveryKeyOfBothSides(Path folder) throws IOException {
        List<String> mentioned = read(folder).notes().stream().map(Note::key).toList();

        for (String side : List.of("source", "target")) {
            JsonNode root = JsonMapper.builder().build().readTree(Files.readString(folder.resolve(side + ".json")));
            (root.has("metadata") ? root.path("metadata") : root)
                    .fieldNames()
                    .forEachRemaining(key -> assertTrue(
                            mentioned.stream().anyMatch(note -> note.matches(side + "\\." + key + "([.\\[].*)?")),
                            side + "." + key));
        }
    }

    @Test
    void theShopsBecomeWhatTheDeliveredFileSays() throws IOException {
        Imported imported = read(CASES.resolve("shops-batch"));
        Integration shops = Catalog.parse(imported.name(), imported.yaml());
        Integration delivered = Catalog.parse("shops", Files.readString(Path.of("..", "catalog", "shops.yaml")));

        List<String> fields =
                shops.target().columns().stream().map(Column::field).toList();
        assertEquals(delivered.source(), shops.source());
        assertEquals(
                delivered.target().columns().stream()
                        .filter(column -> fields.contains(column.field()))
                        .map(Column::type)
                        .toList(),
                shops.target().columns().stream().map(Column::type).toList());
        assertEquals("shops_query", shops.target().table());
    }

    @Test
    void aListWithoutAKeyIsRightOnceAPersonHasNamedOne() throws IOException {
        Imported imported = read(CASES.resolve("things-lines-without-key"));
        String yaml = imported.yaml();
        assertEquals(List.of(), Catalog.parse("things", yaml).target().lists());

        String mended = yaml.replaceAll("(?m)^  # ", "  ")
                .replace("key: [bill_id]  # add", "key: [bill_id, goods]  # add")
                .replace(
                        "{field: goods, value: \"{{details.goods}}\", type: varchar(255)",
                        "{field: goods, value: \"{{details.goods}}\", type: varchar(64), required: true");

        Integration things = Catalog.parse("things", mended);
        assertEquals("thing_lines", things.table(things.target().lists().get(0)).name());
    }

    @Test
    void knowsEveryDeliveredFile() throws IOException {
        TreeSet<String> files = new TreeSet<>(List.of("shops"));
        try (Stream<Path> examples = Files.list(Path.of("..", "catalog", "examples"))) {
            examples.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .forEach(name -> files.add("examples/" + name.replace(".yaml", "")));
        }

        assertEquals(files, new TreeSet<>(KnownApis.FILES));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"api": "/open/x/query" "id": "a"}             | {}                                 | source:1: is not JSON
        {"api": "/open/x/query", "api": "b"}           | {}                                 | source:1: is not JSON: Duplicate field 'api'
        []                                             | {}                                 | source: found no object
        {}                                             | {}                                 | source.api: found '', expected a path of the open platform
        {"api": "jushuitan.refund.list.query"}         | {}                                 | the same list is /open/refund/single/query there
        {"api": "/open/x/query"}                       | {}                                 | source.id: found '', expected the field that identifies a record
        {"api": "/open/x/query", "id": "a"}            | {"api": "batchSave"}               | target.api: found 'batchSave', expected execute or batchexecute
        {"api": "/open/x/query", "id": "a"}            | {"api": "execute"}                 | target.main_sql: missing, expected the statement that names the table
        {"api": "/open/x/query", "id": "a"}            | {"api": "execute", "main_sql": "UPDATE t SET a = 1"} | target.main_sql: found 'UPDATE t SET a = 1', expected REPLACE INTO or INSERT INTO
        {"api": "/open/shops/query", "id": "shop_id"}  | {"sql": {"main_sql": "INSERT INTO t (shop_id) VALUES"}, "params": {"main_params": [{"shop_id": "7"}]}} | export the scheme's metadata instead
        """)
    void refusesWhatIsNoSchemeForThisPipeline(String source, String target, String message) {
        OperatorException refused = assertThrows(OperatorException.class, () -> Scheme.read(source, target));

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    private static Imported read(Path folder) throws IOException {
        return Scheme.read(
                Files.readString(folder.resolve("source.json")), Files.readString(folder.resolve("target.json")));
    }
}
