package io.jststream.producer.api;

import io.jststream.bench.code.Samples;
import io.jststream.integration.Source;
import io.jststream.service.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the producer does for one call besides waiting: the signature, and the page cut into records. */
@State(Scope.Benchmark)
public class ApiBenchmark {
    private final Secret secret = new Secret("99c4cef262f34ca882975a7064de0b87");
    private final Map<String, String> parameters = parameters();
    private final Source source = Samples.shops().source();
    private final byte[] page = Samples.page();

    @Benchmark
    public String signature() {
        return Signature.of(secret, parameters);
    }

    @Benchmark
    public Page page() throws IOException {
        return Page.from(new Answer(200, page, Instant.EPOCH), source);
    }

    private static Map<String, String> parameters() {
        List<String> pairs = Samples.signed();
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            parameters.put(pairs.get(i), pairs.get(i + 1));
        }
        return parameters;
    }
}
