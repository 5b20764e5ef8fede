package io.jststream.bench.code;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.Mapping;
import io.jststream.transformer.mapping.RecordMapper;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The mapping of one record, without Kafka. */
@State(Scope.Benchmark)
public class MapperBenchmark {
    private final JsonFactory json = new JsonFactory();
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

    /** What the library takes of it: no mapping that reads JSON with it can take less. */
    @Benchmark
    public int shopTokens() throws IOException {
        int tokens = 0;
        try (JsonParser parser = json.createParser(shop)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
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
