package io.jststream.bench;

import io.jststream.bench.measure.Size;
import io.jststream.bench.report.Machine;
import io.jststream.bench.report.Measurement;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures one stage in this process and writes what came of it. */
public final class StageMain {
    private StageMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(Program.run((settings, stop) -> {
            Stage stage = Stage.valueOf(args[0].toUpperCase(Locale.ROOT));
            boolean quick = Boolean.getBoolean("quick");
            int grown = Integer.getInteger("records", quick ? 1_000_000 : 10_000_000);
            Size size = quick
                    ? Size.quickly(grown)
                    : Size.of(Integer.getInteger("records", 200_000), Integer.getInteger("rounds", 5), grown);
            System.out.println("== " + stage.label());
            String measured = Machine.now();
            Path target = Files.createDirectories(Path.of("bench/target"));
            Path data =
                    Files.createTempDirectory(target, "data-" + stage.label()).toAbsolutePath();
            try {
                Measurement.here(stage.measure(size, data, measured)).write(Path.of(args[1]));
            } finally {
                delete(data);
            }
            return ExitCode.OK;
        }));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
