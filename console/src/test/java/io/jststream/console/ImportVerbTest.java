package io.jststream.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./jst import}: what it makes of a scheme is tested where schemes are read. */
class ImportVerbTest {
    private static final Path SCHEME = Path.of("..", "integration/src/test/resources/scheme/shops-single");

    @TempDir
    Path folder;

    @Test
    void writesAFileThatTheCatalogTakes() throws Exception {
        Typed imported = imports("--into", folder.toString());

        assertEquals(ExitCode.OK, imported.exitCode());
        assertTrue(imported.answer().startsWith("wrote " + folder.resolve("shops.yaml")), imported.answer());
        assertTrue(imported.answer().contains("carried over: "), imported.answer());
        assertEquals(ExitCode.OK, Typed.on(folder, "check").exitCode());
    }

    @Test
    void replacesNoFileUnlessItIsTold() throws Exception {
        Path mine = Files.writeString(folder.resolve("shops.yaml"), "mine");

        OperatorException refused = assertThrows(OperatorException.class, () -> imports("--into", folder.toString()));
        assertTrue(refused.getMessage().contains("--overwrite"), refused.getMessage());
        assertEquals("mine", Files.readString(mine));

        imports("--into", folder.toString(), "--overwrite");
        assertTrue(Files.readString(mine).contains("api: "), Files.readString(mine));
    }

    @Test
    void showsTheFileWhereNoFolderIsNamed() throws Exception {
        String yaml = imports("--json").json().path("yaml").asText();
        assertTrue(yaml.contains("name: shops"), yaml);

        Files.writeString(folder.resolve("shops.yaml"), imports().answer());
        assertEquals(ExitCode.OK, Typed.on(folder, "check").exitCode());
    }

    @Test
    void saysWhichFileCannotBeRead() {
        OperatorException refused = assertThrows(
                OperatorException.class, () -> Typed.on(Typed.CATALOG, "import", "nothing.json", "b.json"));

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().startsWith("nothing.json: cannot be read"), refused.getMessage());
    }

    private static Typed imports(String... more) throws Exception {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "import";
        arguments[1] = SCHEME.resolve("source.json").toString();
        arguments[2] = SCHEME.resolve("target.json").toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Typed.on(Typed.CATALOG, arguments);
    }
}
