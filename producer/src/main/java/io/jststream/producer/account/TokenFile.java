package io.jststream.producer.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;

/** Keeps the tokens over a restart, in a file that only its owner can read. */
public final class TokenFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String appKey;

    /** Tokens of another application in the file are not used. */
    public TokenFile(Path file, String appKey) {
        this.file = file.toAbsolutePath();
        this.appKey = appKey;
    }

    /** The tokens, or nothing where there is no file or it holds none of this application's. */
    Optional<Tokens> read() {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            boolean usable = json.path("app_key").asText().equals(appKey)
                    && !json.path("access_token").asText().isEmpty();
            return usable
                    ? Optional.of(new Tokens(
                            new Secret(json.path("access_token").asText()),
                            new Secret(json.path("refresh_token").asText()),
                            Instant.parse(json.path("issued_at").asText()),
                            Instant.parse(json.path("expires_at").asText())))
                    : Optional.empty();
        } catch (IOException | RuntimeException absentOrDamaged) {
            return Optional.empty();
        }
    }

    /** Refuses a folder in which no file can be made, before there is a token to be lost. */
    public void refuseUnwritableFolder() {
        try {
            Files.delete(newFileBeside());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Writes the tokens in one step: a reader sees the old file or the new one. */
    void write(Tokens tokens) {
        try {
            Path written = newFileBeside();
            try {
                Files.write(written, json(tokens));
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Path newFileBeside() throws IOException {
        Files.createDirectories(file.getParent());
        return Files.createTempFile(file.getParent(), "tokens", ".json", ownerOnly());
    }

    private OperatorException unwritable(IOException e) {
        return new OperatorException(
                ExitCode.ENVIRONMENT,
                "the token file " + file + " cannot be written (" + e.getClass().getSimpleName()
                        + "); make its folder writable or set JST_TOKEN_FILE",
                e);
    }

    private byte[] json(Tokens tokens) throws IOException {
        return JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("app_key", appKey)
                .put("access_token", tokens.accessToken().value())
                .put("refresh_token", tokens.refreshToken().value())
                .put("issued_at", tokens.issuedAt().toString())
                .put("expires_at", tokens.expiresAt().toString()));
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
