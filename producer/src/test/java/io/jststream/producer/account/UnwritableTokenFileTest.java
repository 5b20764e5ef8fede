package io.jststream.producer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jststream.producer.FakeTime;
import io.jststream.service.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk or a folder taken away: a token that is there is used, and a sweep does not fail for its file. */
class UnwritableTokenFileTest {
    @TempDir
    Path folder = Path.of("");

    private final FakeTime time = new FakeTime();
    private final List<String> asked = new ArrayList<>();
    private final TokenSource source = new TokenSource() {
        @Override
        public Tokens init() {
            asked.add("init");
            return new Tokens(
                    new Secret("access-" + asked.size()),
                    new Secret("refresh-" + asked.size()),
                    time.instant(),
                    time.instant().plus(Duration.ofDays(30)));
        }

        @Override
        public Tokens refresh(Secret refreshToken) {
            throw new IllegalStateException("not in these tests");
        }
    };

    @BeforeEach
    void putAFolderInItsPlace() throws IOException {
        Files.createDirectories(path().resolve("in its place"));
    }

    @Test
    void aTokenIsUsedAllTheSame() throws InterruptedException {
        TokenKeeper keeper = keeper();

        assertEquals(new Secret("access-1"), keeper.current());
        assertEquals(new Secret("access-1"), keeper.current());
        keeper.renew(new Secret("access-1"));

        assertEquals(new Secret("access-2"), keeper.current());
        assertEquals(List.of("init", "init"), asked);
    }

    @Test
    void itIsWrittenByACallAMinuteLater() throws Exception {
        TokenKeeper keeper = keeper();
        keeper.current();
        Files.delete(path().resolve("in its place"));
        Files.delete(path());

        time.pass(Duration.ofSeconds(59));
        keeper.current();
        assertFalse(Files.exists(path()));

        time.pass(Duration.ofSeconds(1));
        keeper.current();
        assertEquals(new Secret("access-1"), keeper().current());
        assertEquals(List.of("init"), asked);
    }

    @Test
    void itIsWrittenOnce() throws Exception {
        Files.delete(path().resolve("in its place"));
        Files.delete(path());
        TokenKeeper keeper = keeper();
        keeper.current();
        Files.delete(path());

        time.pass(Duration.ofMinutes(2));
        keeper.current();

        assertFalse(Files.exists(path()));
    }

    private TokenKeeper keeper() {
        return new TokenKeeper(source, new TokenFile(path(), "app"), time, Optional.empty());
    }

    private Path path() {
        return folder.resolve("tokens.json");
    }
}
