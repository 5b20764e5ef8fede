package io.jststream.bench.pipeline;

import io.jststream.bench.parts.Stack;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import io.jststream.integration.Topics;
import io.jststream.service.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What the containers take, and what is written, while nothing changes at the source; where Docker is there. */
public final class IdleBench {
    private static final String TITLE = "Nothing to do";
    private static final Duration IDLE = Duration.ofMinutes(Integer.getInteger("idle.minutes", 10));
    /** So long what has been started settles: the compilers translate for half an hour what is done a few times a second. */
    private static final Duration SETTLING = Duration.ofMinutes(Integer.getInteger("idle.settling.minutes", 30));

    private static final Duration ROWS_WITHIN = Duration.ofMinutes(3);
    private static final long SHOPS = 317;
    private static final String SIMULATOR = "simulator";
    private static final List<String> DATA = List.of("jst.shops.raw", "jst.shops", "jst.shops.dead");
    /** In nanoseconds, from control groups of the first version or of the second. */
    private static final String CPU_OF_A_CONTAINER = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null"
            + " || sed -n 's/^usage_usec \\(.*\\)/\\1000/p' /sys/fs/cgroup/cpu.stat";

    private final Stack stack;

    private IdleBench(Stack stack) {
        this.stack = stack;
    }

    /** Everything that counts upward, at one moment. */
    private record State(long nanos, Map<String, Long> cpu, Map<String, Long> records, long logged) {}

    /** Measures, with its files in a folder that is this measurement's alone; where Docker is missing, the section says so. */
    public static Section measure(Path data, String measured) throws Exception {
        Optional<String> missing = Stack.missing();
        if (missing.isPresent()) {
            return Section.without(missing.get(), TITLE, measured);
        }
        try (Stack stack = Stack.start(data, Map.of("JST_SIMULATOR_CHANGE_EVERY", "0s"))) {
            return new IdleBench(stack).section(measured);
        }
    }

    private Section section(String measured) throws Exception {
        stack.awaitRows(SHOPS, ROWS_WITHIN);
        new Program.Stop().await(SETTLING.toMillis());
        State before = state();
        new Program.Stop().await(IDLE.toMillis());
        State after = state();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        Map<String, Double> percent = new TreeMap<>();
        less(after.cpu(), before.cpu())
                .forEach((service, nanos) -> percent.put(service, (double) nanos / 1e9 / seconds * 100));
        Map<String, Long> written = less(after.records(), before.records());
        if (!written.containsKey(Topics.SWEEPS)) {
            throw new IllegalStateException("no sweep in all the time, so this shows nothing");
        }
        return section(measured, percent, written, after.logged() - before.logged());
    }

    private static Section section(
            String measured, Map<String, Double> percent, Map<String, Long> written, long logged) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "The containers of `make up` for %d minutes, %d minutes after all rows have arrived: %d shops that do not change, swept every"
                        .formatted(IDLE.toMinutes(), SETTLING.toMinutes(), SHOPS));
        lines.add(
                "five minutes, four sink tasks. Processor time is that of each container's control group, its health checks among it. What is");
        lines.add("written is what the topics' ends, and that of MySQL's binary log, have moved on.");
        lines.add("");
        lines.add("| | of a core |");
        lines.add("|---|---:|");
        percent.forEach((service, share) -> lines.add("| %s | %.2f %% |".formatted(service, share)));
        lines.add("");
        lines.add("| topic | records |");
        lines.add("|---|---:|");
        DATA.forEach(topic -> lines.add("| %s | %d |".formatted(topic, written.getOrDefault(topic, 0L))));
        written.forEach((topic, records) -> {
            if (!DATA.contains(topic)) {
                lines.add("| %s | %d |".formatted(topic, records));
            }
        });
        lines.forEach(System.out::println);
        List<Target> targets = new ArrayList<>();
        percent.forEach((service, share) -> {
            if (!service.equals(SIMULATOR)) {
                targets.add(Target.atMost("idle: %s, %% of a core".formatted(service), 1, share));
            }
        });
        targets.add(Target.atMost(
                "idle: records in the raw, the typed and the dead topic",
                0,
                DATA.stream()
                        .mapToDouble(topic -> written.getOrDefault(topic, 0L))
                        .sum()));
        targets.add(Target.atMost("idle: bytes in MySQL's binary log", 0, (double) logged));
        return new Section(TITLE, measured, lines, targets, Map.of());
    }

    private State state() throws Exception {
        Map<String, Long> cpu = new TreeMap<>();
        long logged = stack.number("SHOW BINARY LOG STATUS", "Position");
        Map<String, Long> records = records();
        for (String service : stack.services()) {
            cpu.put(service, Long.parseLong(stack.inside(service, CPU_OF_A_CONTAINER)));
        }
        return new State(System.nanoTime(), cpu, records, logged);
    }

    /** Of each topic, Kafka's own among them, where its partitions end. */
    private Map<String, Long> records() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(stack.settings().kafka())) {
            Map<TopicPartition, OffsetSpec> partitions = admin
                    .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                            .names()
                            .get())
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<String, Long> ends = new TreeMap<>();
            admin.listOffsets(partitions)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
            return ends;
        }
    }

    /** What has become more. */
    private static Map<String, Long> less(Map<String, Long> after, Map<String, Long> before) {
        Map<String, Long> difference = new TreeMap<>();
        after.forEach((name, value) -> {
            long more = value - before.getOrDefault(name, 0L);
            if (more != 0) {
                difference.put(name, more);
            }
        });
        return difference;
    }
}
