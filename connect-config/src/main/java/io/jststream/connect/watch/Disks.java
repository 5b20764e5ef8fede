package io.jststream.connect.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much room there is where data are kept: as the brokers say, and in folders that this process sees. */
final class Disks {
    private static final Logger LOG = LoggerFactory.getLogger(Disks.class);
    private static final long SECONDS = 15;

    private final MultiGauge free;
    private final MultiGauge size;
    private final List<Folder> folders;
    private final Unknown unknown = new Unknown(
            LOG, "Not every broker tells how full its disks are", "The brokers tell again how full their disks are");

    private volatile List<Disk> ofBrokers = List.of();
    private volatile List<Disk> ofFolders = List.of();

    private record Disk(Tags tags, double free, double size) {}

    Disks(List<Folder> folders, MeterRegistry metrics) {
        this.folders = List.copyOf(folders);
        this.free = MultiGauge.builder("jst.disk.free.bytes")
                .description("Bytes that can still be written where a service keeps its data")
                .register(metrics);
        this.size = MultiGauge.builder("jst.disk.size.bytes")
                .description("Size of the disk where a service keeps its data")
                .register(metrics);
    }

    /** Asks each broker about its folders. One that does not tell costs its figures alone. */
    void ofBrokers(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<Integer> brokers = admin.describeCluster().nodes().get(SECONDS, TimeUnit.SECONDS).stream()
                .map(Node::id)
                .toList();
        List<Disk> disks = new ArrayList<>();
        Set<String> reasons = new TreeSet<>();
        for (Map.Entry<Integer, KafkaFuture<Map<String, LogDirDescription>>> broker :
                admin.describeLogDirs(brokers).descriptions().entrySet()) {
            try {
                broker.getValue().get(SECONDS, TimeUnit.SECONDS).forEach((path, logDir) -> {
                    if (logDir.usableBytes().isPresent() && logDir.totalBytes().isPresent()) {
                        disks.add(new Disk(
                                Tags.of("service", "kafka", "node", Integer.toString(broker.getKey()), "path", path),
                                logDir.usableBytes().getAsLong(),
                                logDir.totalBytes().getAsLong()));
                    }
                });
            } catch (ExecutionException e) {
                reasons.add(reason(broker.getKey(), e.getCause() == null ? e : e.getCause()));
            }
        }
        ofBrokers = List.copyOf(disks);
        show();
        unknown.because(String.join("; ", reasons));
    }

    /** The same words at each look. */
    private static String reason(int broker, Throwable cause) {
        return cause instanceof AuthorizationException
                ? "the login lacks DESCRIBE on the cluster"
                : "broker " + broker + ": " + cause.getClass().getSimpleName();
    }

    /** Looks at the folders that were named. */
    void ofFolders() {
        ofFolders = folders.stream()
                .flatMap(folder -> folder.room().stream()
                        .map(room -> new Disk(
                                Tags.of(
                                        "service",
                                        folder.service(),
                                        "node",
                                        "",
                                        "path",
                                        folder.path().toString()),
                                room.free(),
                                room.size())))
                .toList();
        show();
    }

    private synchronized void show() {
        List<Disk> all = Stream.concat(ofBrokers.stream(), ofFolders.stream()).toList();
        free.register(rows(all, Disk::free), true);
        size.register(rows(all, Disk::size), true);
    }

    private static List<MultiGauge.Row<?>> rows(List<Disk> disks, ToDoubleFunction<Disk> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        disks.forEach(disk -> rows.add(MultiGauge.Row.of(disk.tags(), disk, value)));
        return rows;
    }
}
