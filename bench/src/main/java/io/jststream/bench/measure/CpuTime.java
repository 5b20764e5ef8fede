package io.jststream.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time in seconds, by who has used it: groups of threads by their names, the collector and compiler, the database. */
public record CpuTime(Map<String, Double> seconds) {
    public static final String SIMULATOR = "simulator";
    public static final String STREAM_THREADS = "stream threads";
    public static final String SINK_TASKS = "sink tasks";

    private static final String DATABASE = "database";
    private static final String JVM = "JVM: garbage, compiler, ended threads";
    private static final String OTHERS = "other threads";
    private static final Map<Pattern, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put(Pattern.compile(".*StreamThread-\\d+"), STREAM_THREADS);
        GROUPS.put(Pattern.compile("task-thread-.*"), SINK_TASKS);
        GROUPS.put(Pattern.compile("writer-.*"), "writers by hand");
        GROUPS.put(Pattern.compile("account-.*|OkHttp.*"), "producer");
        GROUPS.put(Pattern.compile("simulator|HTTP-Dispatcher"), SIMULATOR);
        GROUPS.put(
                Pattern.compile("kafka-producer-network-thread.*|kafka-admin-client.*|kafka-coordinator.*"),
                "clients' threads");
        GROUPS.put(
                Pattern.compile(
                        "data-plane.*|.*-kafka-.*|kafka-.*|.*-[Ee]vent-?[Hh]andler.*|raft-.*|group-coord.*|Txn.*"),
                "broker");
    }

    public CpuTime {
        seconds = Map.copyOf(seconds);
    }

    double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The group that has used most: threads, or the database. */
    Map.Entry<String, Double> busiest() {
        Map<String, Double> groups = new HashMap<>(seconds);
        groups.remove(JVM);
        return Collections.max(groups.entrySet(), Map.Entry.comparingByValue());
    }

    /** Everything that has been used so far, to be taken from a later one. */
    public static Mark mark() {
        return mark(List.of());
    }

    /**
     * The same with the time of others.
     *
     * @param others processes of a database that are no children of this one
     */
    public static Mark mark(List<ProcessHandle> others) {
        Map<Long, Used> threads = new HashMap<>();
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : bean.getThreadInfo(bean.getAllThreadIds())) {
            if (thread != null) {
                threads.put(
                        thread.getThreadId(),
                        new Used(group(thread.getThreadName()), bean.getThreadCpuTime(thread.getThreadId())));
            }
        }
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long database = Stream.concat(ProcessHandle.current().children(), others.stream())
                .mapToLong(child ->
                        child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
        return new Mark(System.nanoTime(), threads, process.getProcessCpuTime(), database);
    }

    /** The threads of that group that are there now, by their numbers. */
    static Set<Long> threads(String group) {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return Arrays.stream(bean.getThreadInfo(bean.getAllThreadIds()))
                .filter(thread ->
                        thread != null && group(thread.getThreadName()).equals(group))
                .map(ThreadInfo::getThreadId)
                .collect(Collectors.toSet());
    }

    private static String group(String thread) {
        return GROUPS.entrySet().stream()
                .filter(group -> group.getKey().matcher(thread).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHERS);
    }

    private record Used(String group, long nanos) {}

    /** A moment, and what had been used by then. */
    public record Mark(long at, Map<Long, Used> threads, long process, long database) {
        /** The time between the two. */
        public double secondsUntil(Mark later) {
            return (later.at - at) / 1e9;
        }

        /** What was used between the two. */
        public CpuTime until(Mark later) {
            Map<String, Double> seconds = new TreeMap<>();
            later.threads.forEach((id, used) -> {
                Used before = threads.get(id);
                double more = (used.nanos - (before == null ? 0 : before.nanos)) / 1e9;
                seconds.merge(used.group, more, Double::sum);
            });
            double ofThreads =
                    seconds.values().stream().mapToDouble(Double::doubleValue).sum();
            seconds.put(JVM, Math.max(0, (later.process - process) / 1e9 - ofThreads));
            seconds.put(DATABASE, Math.max(0, (later.database - database) / 1e9));
            return new CpuTime(seconds);
        }
    }
}
