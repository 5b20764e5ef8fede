package io.jststream.connect.watch;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A folder of another service whose room is watched.
 *
 * @param service whose data it holds
 * @param path where this process sees it; it need not be readable
 */
record Folder(String service, Path path) {
    /** How many bytes fit there, and how many more. */
    record Room(long free, long size) {}

    /** From {@code mysql=/volumes/mysql, other=/volumes/other}. */
    static List<Folder> parse(String setting, String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> {
                    int equals = entry.indexOf('=');
                    if (equals < 1 || equals == entry.length() - 1) {
                        throw new OperatorException(
                                ExitCode.BAD_CONFIGURATION,
                                "environment variable " + setting + ": found '" + entry
                                        + "', expected a service and a folder such as mysql=/volumes/mysql");
                    }
                    return new Folder(
                            entry.substring(0, equals).strip(),
                            Path.of(entry.substring(equals + 1).strip()));
                })
                .toList();
    }

    /** Empty where the folder is not there. */
    Optional<Room> room() {
        try {
            FileStore store = Files.getFileStore(path);
            return Optional.of(new Room(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
