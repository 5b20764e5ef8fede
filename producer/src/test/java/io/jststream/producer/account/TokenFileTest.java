package io.jststream.producer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    private static final Tokens TOKENS = new Tokens(
            new Secret("access"),
            new Secret("refresh"),
            Instant.parse("2026-11-01T00:00:00.123Z"),
            Instant.parse("2026-12-01T00:00:00Z"));

    @TempDir
    Path folder = Path.of("");

    @Test
    void tokensOutliveARestart() {
        file("app").write(TOKENS);

        assertEquals(Optional.of(TOKENS), file("app").read());
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        file("app").write(TOKENS);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
    }

    /** A file that was readable for all is not when it has been written anew. */
    @Test
    void aFileThatIsThereAlreadyIsReplacedWhole() throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), "x".repeat(100_000));
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-rw-rw-"));

        file("app").write(TOKENS);

        assertEquals(Optional.of(TOKENS), file("app").read());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        assertEquals(List.of(path()), files());
    }

    @Test
    void tokensOfAnotherApplicationAreNotUsed() {
        file("app").write(TOKENS);

        assertEquals(Optional.empty(), file("other").read());
    }

    @Test
    void noFileIsNoTokens() {
        assertEquals(Optional.empty(), file("app").read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0000\u0000\u0000",
                "not json",
                "[]",
                "null",
                "{}",
                "{\"app_key\":\"app\"",
                "{\"app_key\":\"app\"}",
                "{\"app_key\":\"app\",\"access_token\":\"a\",\"refresh_token\":\"r\",\"issued_at\":\"2026-11-01T00:00:00Z\"}",
                "{\"app_key\":\"app\",\"access_token\":\"a\",\"refresh_token\":\"r\",\"issued_at\":\"then\",\"expires_at\":\"later\"}",
                "{\"app_key\":\"app\",\"issued_at\":\"2026-11-01T00:00:00Z\",\"expires_at\":\"2026-12-01T00:00:00Z\"}",
                "{\"app_key\":\"app\",\"access_token\":\"\",\"refresh_token\":\"\",\"issued_at\":\"2026-11-01T00:00:00Z\",\"expires_at\":\"2026-12-01T00:00:00Z\"}"
            })
    void aDamagedFileIsNoTokensAndCanBeWrittenAnew(String damaged) throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), damaged);

        assertEquals(Optional.empty(), file("app").read());

        file("app").write(TOKENS);
        assertEquals(Optional.of(TOKENS), file("app").read());
    }

    @Test
    void aFolderThatIsALinkWillDo() throws IOException {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.createSymbolicLink(path().getParent(), volume);

        file("app").write(TOKENS);

        assertTrue(Files.exists(volume.resolve("tokens.json")));
    }

    @Test
    void saysWhichFileCannotBeWrittenAndLeavesNoTokensBehind() throws IOException {
        Files.createDirectories(path().resolve("a folder in its place"));

        OperatorException error =
                assertThrows(OperatorException.class, () -> file("app").write(TOKENS));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains(path().toString()), error.getMessage());
        assertTrue(error.getMessage().contains("JST_TOKEN_FILE"), error.getMessage());
        assertFalse(error.getMessage().contains("refresh"), error.getMessage());
        assertEquals(List.of(path()), files());
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeThereIsAToken() throws IOException {
        Files.writeString(path().getParent(), "a file in its place");

        OperatorException error =
                assertThrows(OperatorException.class, () -> file("app").refuseUnwritableFolder());

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains(path().toString()), error.getMessage());
    }

    @Test
    void aFolderThatIsTriedIsLeftEmpty() throws IOException {
        file("app").refuseUnwritableFolder();

        assertEquals(List.of(), files());
    }

    private TokenFile file(String appKey) {
        return new TokenFile(path(), appKey);
    }

    private Path path() {
        return folder.resolve("state").resolve("tokens.json");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(path().getParent())) {
            return files.toList();
        }
    }
}
