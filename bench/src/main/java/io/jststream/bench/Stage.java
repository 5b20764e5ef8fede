package io.jststream.bench;

import io.jststream.bench.code.CodeBench;
import io.jststream.bench.measure.Size;
import io.jststream.bench.pipeline.GrowthBench;
import io.jststream.bench.pipeline.IdleBench;
import io.jststream.bench.pipeline.LatencyBench;
import io.jststream.bench.pipeline.MemoryBench;
import io.jststream.bench.pipeline.ReplayBench;
import io.jststream.bench.report.Section;
import io.jststream.bench.stage.MysqlBench;
import io.jststream.bench.stage.ProducerBench;
import io.jststream.bench.stage.QuotaBench;
import io.jststream.bench.stage.SinkBench;
import io.jststream.bench.stage.TransformerBench;
import io.jststream.bench.start.StartBench;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is measured, each in a process of its own, in the order of the report. */
enum Stage {
    CODE,
    TRANSFORMER,
    SINK,
    MYSQL,
    REPLAY,
    /** Takes a quarter of an hour, and is measured only where it is named. */
    GROWTH,
    LATENCY,
    PRODUCER,
    QUOTA,
    START,
    MEMORY,
    /** Takes a quarter of an hour too, and Docker. */
    IDLE;

    private static final Set<Stage> NAMED_ALONE = EnumSet.of(GROWTH, IDLE);
    private static final Set<Stage> SLOW = EnumSet.of(MYSQL, REPLAY, QUOTA, START, MEMORY);

    /**
     * Measures.
     *
     * @param data a folder that is this measurement's alone
     * @param measured when that is
     */
    Section measure(Size size, Path data, String measured) throws Exception {
        return switch (this) {
            case CODE -> CodeBench.measure(size, measured);
            case TRANSFORMER -> TransformerBench.measure(size, data, measured);
            case SINK -> SinkBench.measure(size, data, measured);
            case MYSQL -> MysqlBench.measure(size, data, measured);
            case REPLAY -> ReplayBench.measure(size, data, measured);
            case GROWTH -> GrowthBench.measure(size, data, measured);
            case LATENCY -> LatencyBench.measure(size, data, measured);
            case PRODUCER -> ProducerBench.measure(size, data, measured);
            case QUOTA -> QuotaBench.measure(data, measured);
            case START -> StartBench.measure(size, data, measured);
            case MEMORY -> MemoryBench.measure(size, data, measured);
            case IDLE -> IdleBench.measure(data, measured);
        };
    }

    /**
     * Those that a run measures where none is named.
     *
     * @param quick whether it has five minutes
     */
    static List<Stage> usual(boolean quick) {
        return Arrays.stream(values())
                .filter(stage -> !NAMED_ALONE.contains(stage) && !(quick && SLOW.contains(stage)))
                .toList();
    }

    /** As it is called on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
