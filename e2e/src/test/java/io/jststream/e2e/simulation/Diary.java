package io.jststream.e2e.simulation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps what has come of each run, so that a simulation that was interrupted goes on and does not begin again: ten thousand runs
 * take hours. What other code has done does not count. Thread-safe.
 */
final class Diary {
    private static final String OURS = "io/jststream";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String code;
    private final Map<String, Tally> known = new HashMap<>();

    /** One run, as a line of the file. */
    private record Entry(String code, String run, Map<String, Long> sums, Map<String, Long> most) {}

    private Diary(Path file, String code) {
        this.file = file;
        this.code = code;
    }

    /** What stands in the file of runs of the code that runs now. */
    static Diary open(Path file) throws IOException {
        Diary diary = new Diary(file, code());
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                diary.read(line);
            }
        }
        return diary;
    }

    private void read(String line) {
        try {
            Entry entry = JSON.readValue(line, new TypeReference<>() {});
            if (entry.code().equals(code)) {
                known.put(entry.run(), new Tally(entry.sums(), entry.most()));
            }
        } catch (IOException halfWritten) {
            System.out.println("left out, for it was not written to its end: " + line);
        }
    }

    synchronized Optional<Tally> of(Size size, long seed) {
        return Optional.ofNullable(known.get(run(size, seed)));
    }

    /** Notes a run in which no promise was broken. */
    synchronized void note(Size size, long seed, Tally tally) {
        Entry entry = new Entry(code, run(size, seed), tally.sums(), tally.most());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    JSON.writeValueAsString(entry) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note a run in " + file, e);
        }
    }

    private static String run(Size size, long seed) {
        return size + " " + seed;
    }

    /** A hash of all our classes that a run uses. */
    private static String code() throws IOException {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (entry.endsWith(".jar")) {
                    try (FileSystem jar = FileSystems.newFileSystem(Path.of(entry))) {
                        add(jar.getPath(OURS), hash);
                    }
                } else {
                    add(Path.of(entry, OURS), hash);
                }
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(Path folder, MessageDigest hash) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> inOrder = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : inOrder) {
                hash.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                hash.update(Files.readAllBytes(file));
            }
        }
    }
}
