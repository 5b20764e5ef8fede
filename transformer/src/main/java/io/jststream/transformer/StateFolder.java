package io.jststream.transformer;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a transformer whose catalog has lists, tried before anything is mapped: without it the first record would end it. */
final class StateFolder {
    private StateFolder() {}

    /** Makes it where it is missing, and writes into it. */
    static void check(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "JST_STREAMS_STATE_DIR: cannot write to the folder " + folder.toAbsolutePath() + " (" + reason(e)
                            + "), where the transformer keeps which lines each record has, for the catalog has lists;"
                            + " expected one that the user " + System.getProperty("user.name")
                            + " may write to and that no other instance uses: let that user write there, or name another"
                            + " folder",
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        return e instanceof FileSystemException fault && fault.getReason() != null
                ? fault.getReason()
                : e.getClass().getSimpleName();
    }
}
