package io.jststream.transformer;

import io.jststream.bench.code.Samples;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.Mapping;
import io.jststream.transformer.mapping.RecordMapper;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The mapping of one record, without Kafka. */
@State(Scope.Benchmark)
public class MapperBenchmark {
    private final Mapping shops = RecordMapper.of(Samples.shops());
    private final byte[] shopKey = Samples.shopKey();
    private final byte[] shop = Samples.shop();
    private final Mapping shopsWithExpression = RecordMapper.of(Samples.shopsWithExpression());
    private final Mapping orders = RecordMapper.of(Samples.orders());
    private final byte[] orderKey = Samples.orderKey();
    private final byte[] order = Samples.order();

    /** Fails at once where a sample is refused: a dead letter is quick to make. */
    public MapperBenchmark() {
        requireTyped(shop());
        requireTyped(shopWithExpression());
        requireTyped(order());
    }

    @Benchmark
    public Object shop() {
        return shops.map(shopKey, shop, null);
    }

    @Benchmark
    public Object shopWithExpression() {
        return shopsWithExpression.map(shopKey, shop, null);
    }

    @Benchmark
    public Object order() {
        return orders.map(orderKey, order, null);
    }

    private static void requireTyped(Object mapped) {
        if (!(mapped instanceof Mapped.Typed)) {
            throw new IllegalStateException("the sample is a dead letter: " + mapped);
        }
    }
}
