package io.jststream.local.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A part's folder, held by one run at a time: two servers on the same files would destroy them. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Creates the folder where it is missing and locks it until {@link #close}. */
    static DataFolder lock(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel lockFile = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new OperatorException(
                        ExitCode.ENVIRONMENT,
                        "data folder " + path + " is in use by another run; stop that one, or choose another folder");
            }
            return new DataFolder(path, lockFile);
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "data folder " + path + " cannot be written (" + e
                            + "); make it writable, or choose another folder",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new OperatorException(ExitCode.ENVIRONMENT, "lock of data folder " + path + ": " + e, e);
        }
    }
}
