package io.jststream.bench.report;

import com.sun.management.OperatingSystemMXBean;
import io.jststream.bench.measure.Size;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/** What figures are worth nothing without. */
public final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final double GIBIBYTE = 1L << 30;

    private Machine() {}

    /** The machine and the versions, as a table. */
    static List<String> table() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<String> lines = new ArrayList<>();
        lines.add("| | |");
        lines.add("|---|---|");
        lines.add("| processor | %s, %d cores |".formatted(processor(), system.getAvailableProcessors()));
        lines.add("| memory | %.0f GiB |".formatted(system.getTotalMemorySize() / GIBIBYTE));
        lines.add("| system | %s %s |".formatted(System.getProperty("os.name"), System.getProperty("os.version")));
        lines.add("| Java | %s, %s |"
                .formatted(
                        System.getProperty("java.vm.version"),
                        String.join(
                                " ",
                                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                        .filter(argument -> argument.startsWith("-X"))
                                        .toList())));
        lines.add("| Kafka | %s |".formatted(AppInfoParser.getVersion()));
        lines.add("| database | MariaDB, as make run has it, in place of MySQL |");
        lines.add("| seed | %d |".formatted(Size.SEED));
        return lines;
    }

    /** When a measurement begins, and what else the machine has been doing. */
    public static String now() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return "Measured on %s UTC; load of the machine before: %.1f."
                .formatted(
                        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").format(ZonedDateTime.now(ZoneOffset.UTC)),
                        load);
    }

    private static String processor() throws IOException {
        if (!Files.exists(CPU)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(CPU).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
