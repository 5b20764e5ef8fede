package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.BinaryLog;
import io.jststream.e2e.tool.House;
import io.jststream.integration.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the pipeline does while nothing changes at the source: prints what each service takes of a core, and what is written.
 * {@code -Didle.minutes} says for how long.
 */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdleTest {
    private static final Duration IDLE = Duration.ofMinutes(Integer.getInteger("idle.minutes", 10));
    private static final int SHOPS = 317;
    /** In nanoseconds, from control groups of the first version or of the second. */
    private static final String CPU_OF_A_CONTAINER = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null"
            + " || sed -n 's/^usage_usec \\(.*\\)/\\1000/p' /sys/fs/cgroup/cpu.stat";

    private final Compose compose = new Compose(
            "jst-idle-test",
            House.newFolder("idle"),
            Map.of("COMPOSE_PROFILES", "simulator", "JST_SIMULATOR_CHANGE_EVERY", "0s"));
    private final Properties kafka = new Properties();

    @BeforeAll
    void up() {
        compose.up();
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
    }

    @AfterAll
    void down() {
        compose.close();
    }

    @Test
    void whereNothingChangesNothingIsWritten() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Integer.parseInt(compose.mysql("SELECT COUNT(*) FROM shops")) == SHOPS);
        // what has been started settles, the first offsets are committed
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(90))
                .atMost(Duration.ofMinutes(2))
                .until(() -> true);
        Map<String, Long> recordsBefore = records();
        String writesBefore = binaryLogEnd();
        Map<String, Long> cpuBefore = cpu();
        long began = System.nanoTime();

        Awaitility.await().pollDelay(IDLE).atMost(IDLE.plusMinutes(1)).until(() -> true);

        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Long> cpu = less(cpu(), cpuBefore);
        cpu.forEach((service, nanos) -> System.out.printf(
                "%s: %.2f %% of a core over %.0f s%n", service, nanos / 1e9 / seconds * 100, seconds));
        System.out.println(compose.run("sh", "-c", "docker stats --no-stream --format '{{.Name}} {{.MemUsage}}'"));
        Map<String, Long> written = less(records(), recordsBefore);
        System.out.println("written to topics: " + written);
        assertTrue(written.getOrDefault(Topics.SWEEPS, 0L) > 0, "no sweep in all the time");
        for (String topic : new String[] {"jst.shops.raw", "jst.shops", "jst.shops.dead"}) {
            assertEquals(0, written.getOrDefault(topic, 0L), topic);
        }
        assertEquals(writesBefore, binaryLogEnd());
    }

    /** Of each topic, Kafka's own among them, where its partitions end. */
    private Map<String, Long> records() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            var partitions = admin
                    .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                            .names()
                            .get())
                    .allTopicNames()
                    .get()
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            Map<String, Long> ends = new HashMap<>();
            admin.listOffsets(partitions)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.merge(partition.topic(), end.offset(), Long::sum));
            return ends;
        }
    }

    private String binaryLogEnd() throws SQLException {
        try (Connection root = compose.root()) {
            return BinaryLog.end(root);
        }
    }

    /** Of each container, the processor time that it has used so far, in nanoseconds. */
    private Map<String, Long> cpu() {
        Map<String, Long> cpu = new HashMap<>();
        for (String service : compose.docker("ps", "--services").strip().split("\n")) {
            cpu.put(
                    service,
                    Long.parseLong(compose.docker("exec", "-T", service, "sh", "-c", CPU_OF_A_CONTAINER)
                            .strip()));
        }
        return cpu;
    }

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
