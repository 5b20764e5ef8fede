package io.jststream.bench.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes that are measured. */
class GrowthBenchTest {
    @ParameterizedTest
    @CsvSource({
        "10000000, 100000 1000000 10000000",
        "1000000, 100000 1000000",
        "3000000, 100000 1000000 3000000",
        "2000000000, 100000 1000000 10000000 100000000 1000000000 2000000000",
        "100000, 100000"
    })
    void sizesAreTenTimesAsLargeEachUpToTheLargest(int largest, String expected) {
        List<Integer> sizes =
                Arrays.stream(expected.split(" ")).map(Integer::valueOf).collect(Collectors.toList());

        assertEquals(sizes, GrowthBench.sizes(largest));
    }
}
