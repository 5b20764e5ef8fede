package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.RawLoad;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More and fewer transformer instances: every raw record becomes one typed record, counted by key and content. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScaleTest {
    private static final int VERSIONS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final MappingStack stack = new MappingStack("scale");
    private final Compose compose = stack.compose();
    private final Properties kafka = stack.kafka();
    private int version;

    @BeforeAll
    void up() throws Exception {
        stack.up();
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    @Tag("docker")
    @Tag("large")
    void instancesComeAndGoWhileRecordsFlow() {
        int shops = 5_000;
        compose.docker("up", "--detach", "--no-deps", "--wait", "transformer");
        try (RawLoad raw = new RawLoad(kafka);
                TypedCounts typed = new TypedCounts(kafka, shops)) {
            int first = version + 1;
            for (String instances : new String[] {"3", "1"}) {
                CompletableFuture<Void> scaled =
                        CompletableFuture.runAsync(() -> compose.run("make", "scale", "N=" + instances));
                for (int half = 0; half < VERSIONS / 2; half++) {
                    raw.versions(shops, ++version, version);
                }
                scaled.orTimeout(5, TimeUnit.MINUTES).join();
            }
            awaitMapped();
            typed.everyVersionCameOnce(first, version);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "four", "-1"})
    @Tag("docker")
    @Tag("large")
    void refusesANumberThatIsNone(String instances) {
        AssertionError refused =
                assertThrows(AssertionError.class, () -> compose.run("make", "scale", "N=" + instances));

        assertTrue(String.valueOf(refused.getMessage()).contains("N=" + instances + " is no number of instances"));
    }

    /** Two million records a run, mapped by 1, 2 and 4 instances that find them waiting: prints the throughput. */
    @Test
    @Tag("large")
    void mapsTwoMillionRecordsByOneTwoAndFourInstances() {
        int shops = Integer.getInteger("scale.shops", 500_000);
        for (int instances : new int[] {1, 2, 4}) {
            try (RawLoad raw = new RawLoad(kafka);
                    TypedCounts typed = new TypedCounts(kafka, shops)) {
                compose.docker("stop", "transformer");
                int first = version + 1;
                version += VERSIONS;
                raw.versions(shops, first, version);
                long from = mapped();
                compose.run("make", "scale", "N=" + instances);
                Awaitility.await().atMost(LONGEST).until(() -> mapped() > from);
                long started = System.nanoTime();
                awaitMapped();
                long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
                System.out.printf("%d instance(s): %d records/s%n", instances, 1000L * shops * VERSIONS / millis);
                typed.everyVersionCameOnce(first, version);
            }
        }
    }

    private void awaitMapped() {
        long end = ends();
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> mapped() >= end);
    }

    /** The sum of the transformer's committed offsets. */
    private long mapped() {
        try (Admin admin = Admin.create(kafka)) {
            return admin
                    .listConsumerGroupOffsets("jst-transformer")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long ends() {
        long sum = 0;
        try (Admin admin = Admin.create(kafka)) {
            for (int partition = 0; partition < 4; partition++) {
                TopicPartition raw = new TopicPartition("jst.shops.raw", partition);
                sum += admin.listOffsets(Map.of(raw, OffsetSpec.latest()))
                        .partitionResult(raw)
                        .get()
                        .offset();
            }
            return sum;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
