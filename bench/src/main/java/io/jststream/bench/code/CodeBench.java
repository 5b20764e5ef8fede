package io.jststream.bench.code;

import io.jststream.bench.measure.Size;
import io.jststream.bench.report.Section;
import io.jststream.bench.report.Section.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Our own code without Kafka, by JMH: what one core does of it in a second, and what it allocates. */
public final class CodeBench {
    private static final String SHOP = "MapperBenchmark.shop";
    private static final String ORDER = "MapperBenchmark.order";
    private static final Map<String, String> MEANINGS = Map.of(
            SHOP,
            "mapping of a shop, 12 columns",
            SHOP + "Tokens",
            "a shop's JSON read by Jackson, and nothing made of it",
            SHOP + "WithExpression",
            "mapping of a shop, one column of 12 an expression",
            ORDER,
            "mapping of an order, 40 columns, 5 lines as JSON",
            "ApiBenchmark.signature",
            "signature of a call",
            "ApiBenchmark.page",
            "a page of %d shops cut into records".formatted(Samples.pageSize()),
            "CanonicalBenchmark.shop",
            "content of a shop, to compare",
            "CanonicalBenchmark.order",
            "content of an order, to compare");
    private static final double KIBIBYTE = 1024;

    private CodeBench() {}

    /** Measures all benchmarks on the class path. */
    public static Section measure(Size size, String measured) throws RunnerException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "By JMH on one thread: calls a second with the error of the 99.9 % confidence interval, bytes allocated a call.");
        lines.add("A shop is %,d bytes, the order %,d, the page %,d."
                .formatted(Samples.shop().length, Samples.order().length, Samples.page().length));
        lines.add("");
        lines.add("| | calls/s | ± | bytes a call |");
        lines.add("|---|---:|---:|---:|");
        List<Target> targets = new ArrayList<>();
        for (RunResult result : run(size)) {
            String name = name(result);
            Result<?> rate = result.getPrimaryResult();
            double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            lines.add("| %s | %,.0f | %.1f %% | %,.0f |"
                    .formatted(
                            MEANINGS.getOrDefault(name, name),
                            rate.getScore(),
                            rate.getScoreError() / rate.getScore() * 100,
                            bytes));
            if (name.equals(SHOP)) {
                targets.add(new Target(
                        "mapper, shop, records/s on one core",
                        "≥ 150,000",
                        "%,.0f".formatted(rate.getScore()),
                        rate.getScore() >= 150_000));
                targets.add(new Target(
                        "mapper, shop, allocated a record",
                        "≤ 1.5 KiB",
                        "%.2f KiB".formatted(bytes / KIBIBYTE),
                        bytes <= 1.5 * KIBIBYTE));
            }
        }
        return new Section("Our own code", measured, lines, targets, Map.of());
    }

    private static Collection<RunResult> run(Size size) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("io\\.jststream\\..*Benchmark\\..*")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .threads(1)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .forks(size.quick() ? 1 : 2)
                .warmupIterations(size.quick() ? 2 : 5)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(size.quick() ? 2 : 5)
                .measurementTime(size.quick() ? TimeValue.seconds(1) : TimeValue.seconds(2));
        return new Runner(options.build()).run();
    }

    private static String name(RunResult result) {
        String full = result.getParams().getBenchmark();
        return full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
    }
}
