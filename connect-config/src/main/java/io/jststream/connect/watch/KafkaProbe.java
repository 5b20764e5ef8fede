package io.jststream.connect.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what Kafka knows: how far each stage is behind, and how much room the brokers' disks have. */
final class KafkaProbe implements Probe {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaProbe.class);

    private final Admin admin;
    private final Waiting waiting;
    private final Offsets offsets;
    private final Disks disks;
    private final List<Stage> stages;
    private final Unknown unknown =
            new Unknown(LOG, "The lag of some stages is not known", "The lag of every stage is known again");

    private volatile boolean answers = true;
    private volatile Map<Stage, Progress> progress = Map.of();

    KafkaProbe(Properties kafka, List<Stage> stages, Disks disks, MeterRegistry metrics) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.putIfAbsent("default.api.timeout.ms", "10000");
        properties.putIfAbsent("request.timeout.ms", "5000");
        this.admin = Admin.create(properties);
        this.waiting = new Waiting(properties);
        this.offsets = new Offsets(admin, waiting);
        this.disks = disks;
        this.stages = List.copyOf(stages);
        Gauge.builder("jst.kafka.up", this, probe -> probe.answers ? 1 : 0)
                .description("1 while Kafka answers the supervisor")
                .register(metrics);
        stages.forEach(stage -> measure(stage, metrics));
    }

    private void measure(Stage stage, MeterRegistry metrics) {
        Gauge.builder("jst.stage.lag.records", this, probe -> probe.value(stage, Progress::lag))
                .description(
                        "Offsets that a stage has not committed yet, up to the end of the last committed transaction:"
                                + " its records and one marker for each transaction; 0 when no record waits")
                .tags(stage.tags())
                .register(metrics);
        Gauge.builder("jst.stage.committed.offsets", this, probe -> probe.value(stage, Progress::committed))
                .description("Sum of the offsets that a stage has committed; it grows while the stage works")
                .tags(stage.tags())
                .register(metrics);
        Gauge.builder("jst.stage.open.offsets", this, probe -> probe.value(stage, Progress::open))
                .description("Offsets that a stage may not read before a transaction has ended")
                .tags(stage.tags())
                .register(metrics);
        Gauge.builder("jst.stage.open.seconds", this, probe -> probe.value(stage, Progress::openSeconds))
                .description("How long the same transaction has kept a stage from what lies behind it, in the partition"
                        + " where that is longest; 0 where none is open")
                .tags(stage.tags())
                .register(metrics);
    }

    @Override
    public void look() throws InterruptedException {
        try {
            Offsets.Look look = offsets.of(stages);
            progress = look.progress();
            unknown.because(look.unknown());
            disks.ofBrokers(admin);
            tell(true, "");
        } catch (ExecutionException e) {
            lost(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            lost(e);
        }
    }

    /** What was measured before says nothing about now. */
    private void lost(Throwable reason) {
        progress = Map.of();
        tell(false, reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage());
    }

    private void tell(boolean nowAnswers, String reason) {
        if (answers && !nowAnswers) {
            LOG.atWarn().addKeyValue("reason", reason).log("Kafka does not answer; lag is not known");
        } else if (!answers && nowAnswers) {
            LOG.atInfo().log("Kafka answers again");
        }
        answers = nowAnswers;
    }

    private double value(Stage stage, ToDoubleFunction<Progress> part) {
        Progress known = progress.get(stage);
        return known == null ? Double.NaN : part.applyAsDouble(known);
    }

    @Override
    public void close() {
        waiting.close();
        admin.close();
    }
}
