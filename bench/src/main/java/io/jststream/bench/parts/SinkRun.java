package io.jststream.bench.parts;

import io.jststream.connect.ConnectWorker;
import io.jststream.service.Program;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A sink connector that reads a topic from its beginning, for as long as it is open. */
public final class SinkRun implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String WRITTEN = "sink-record-send-total";

    private final String name;
    private final URI worker;
    private final int tasks;

    private SinkRun(String name, URI worker, int tasks) {
        this.name = name;
        this.worker = worker;
        this.tasks = tasks;
    }

    /** Registers the connector and does not wait: what it does from its first batch on is measured. */
    static SinkRun start(String name, Map<String, String> config, URI worker) throws InterruptedException {
        new ConnectWorker(worker.toString()).put(name, config);
        return new SinkRun(name, worker, Integer.parseInt(config.getOrDefault("tasks.max", "1")));
    }

    /** The group of consumers that its tasks are. */
    public String group() {
        return "connect-" + name;
    }

    /**
     * Records that its tasks have written, and none until each of them has written some: Connect counts them when the connector has
     * returned from a batch.
     */
    long written() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double written = 0;
        int working = 0;
        for (ObjectName task : beans.queryNames(new ObjectName("kafka.connect:type=sink-task-metrics,*"), null)) {
            if (task.getKeyProperty("connector").replace("\"", "").equals(name)) {
                double records = written(task, beans);
                written += records;
                working += records > 0 ? 1 : 0;
            }
        }
        return working < tasks ? 0 : (long) written;
    }

    /** Nothing while a task is being made, or has gone: its figures are not all there at once. */
    private static double written(ObjectName task, MBeanServer beans) throws JMException {
        try {
            return ((Number) beans.getAttribute(task, WRITTEN)).doubleValue();
        } catch (AttributeNotFoundException | InstanceNotFoundException e) {
            return 0;
        }
    }

    /** Throws where a task has failed, instead of waiting for what it will never write. */
    public long writtenOrFailed() throws Exception {
        long written = written();
        if (written == 0) {
            for (ConnectWorker.Task task : new ConnectWorker(worker.toString()).tasks(name)) {
                if (task.failed()) {
                    throw new IllegalStateException("the sink failed: " + task.reason());
                }
            }
        }
        return written;
    }

    /** Removes the connector and returns when its tasks are gone. */
    @Override
    public void close() throws Exception {
        HTTP.send(
                HttpRequest.newBuilder(worker.resolve("/connectors/" + name))
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        Program.Stop never = new Program.Stop();
        while (!new ConnectWorker(worker.toString()).tasks(name).isEmpty()) {
            never.await(20);
        }
    }
}
