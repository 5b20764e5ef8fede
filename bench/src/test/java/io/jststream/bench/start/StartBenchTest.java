package io.jststream.bench.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is read from a service's metrics. */
class StartBenchTest {
    @Test
    void recordsOfEveryOutcomeAreCounted() {
        String metrics = """
                # TYPE jst_records_total counter
                jst_records_total{integration="shops",outcome="mapped"} 1200.0
                jst_records_total{integration="shops",outcome="dead"} 3.0
                jst_records_per_second{integration="shops"} 5.0
                """;

        assertEquals(1203, StartBench.records(metrics));
    }
}
