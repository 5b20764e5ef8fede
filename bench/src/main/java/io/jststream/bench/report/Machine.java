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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** What figures are worth nothing without. */
public final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final double GIBIBYTE = 1L << 30;

    private Machine() {}

    /** The machine and the versions, what each is and by what name, in the order of the report. */
    static Map<String, String> facts() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", "%s, %d cores".formatted(processor(), system.getAvailableProcessors()));
        facts.put("memory", "%.0f GiB".formatted(system.getTotalMemorySize() / GIBIBYTE));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.version") + ", " + javaOptions());
        facts.put("Kafka", AppInfoParser.getVersion());
        facts.put("database", "MariaDB, as make run has it, in place of MySQL");
        facts.put("seed", Integer.toString(Size.SEED));
        return facts;
    }

    /** But for those that only make samples exact. */
    private static String javaOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X"))
                .filter(argument ->
                        !argument.endsWith("DiagnosticVMOptions") && !argument.endsWith("DebugNonSafepoints"))
                .collect(Collectors.joining(" "));
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
