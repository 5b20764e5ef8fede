package io.jststream.e2e.docker;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A file system of its own, in a file, that loses its power when it is told to: then nothing is written to it any more, and what
 * nobody has flushed is gone. Needs root, ext4 and Python.
 */
final class PowerlessDisk implements AutoCloseable {
    /** EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH, which the kernel has for tests of this kind. */
    private static final String SHUTDOWN = """
            import fcntl, os, struct, sys
            fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack("I", 2))
            """;

    private final Compose commands;
    private final String image;
    private final String mounted;

    /**
     * Makes an empty one.
     *
     * @param folder which {@link #data} is below
     * @param commands runs what it takes
     */
    PowerlessDisk(Path folder, Compose commands) {
        this.commands = commands;
        this.image = folder.resolve("disk.img").toString();
        this.mounted = folder.resolve("disk").toString();
        commands.run("mkdir", "-p", mounted);
        commands.run("truncate", "--size", "4G", image);
        commands.run("mkfs.ext4", "-q", image);
        mount();
        commands.run("mkdir", "--mode", "777", data(folder));
        commands.run("sync", "--file-system", mounted);
    }

    /** Where everybody may write, on the disk of that folder. */
    static String data(Path folder) {
        return folder.resolve("disk").resolve("data").toString();
    }

    private void mount() {
        // Else a flush of one file writes others too: so each is on its own, as on XFS.
        commands.run("mount", "--options", "loop,data=writeback", image, mounted);
    }

    /**
     * Writes what these files have in memory to the disk, as the system does by itself sooner or later, one file now and another
     * one half a minute later.
     *
     * @param files of the shell's patterns, below {@link #data}
     */
    void writesBack(String files) {
        commands.run("sh", "-c", "cd " + mounted + "/data && sync " + files);
    }

    void losesPower() {
        commands.run("python3", "-c", SHUTDOWN, mounted);
    }

    /** Has power again; who had files open there must have ended. */
    void comesBack() {
        unmount();
        mount();
    }

    private void unmount() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> commands.run("umount", mounted));
    }

    @Override
    public void close() {
        unmount();
        commands.run("rm", image);
    }
}
