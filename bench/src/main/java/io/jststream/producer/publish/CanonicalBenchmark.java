package io.jststream.producer.publish;

import io.jststream.bench.code.Samples;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whether a record has changed: the hash of its content, however it is written. */
@State(Scope.Benchmark)
public class CanonicalBenchmark {
    private final byte[] shop = Samples.shop();
    private final byte[] order = Samples.order();

    @Benchmark
    public ContentHash shop() {
        return Canonical.hash(shop);
    }

    @Benchmark
    public ContentHash order() {
        return Canonical.hash(order);
    }
}
