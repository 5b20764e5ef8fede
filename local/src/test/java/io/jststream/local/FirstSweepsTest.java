package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.turn.Findings;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.Seen;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run waits for where it reads several accounts, and what it says of each. */
class FirstSweepsTest {
    private static final List<Integration> EXAMPLES = Catalog.load(Path.of("..", "catalog", "examples"));
    private static final Integration ORDERS = Catalog.named("orders", EXAMPLES);
    private static final Integration SKUS = Catalog.named("skus", EXAMPLES);
    private static final Integration REFUNDS = Catalog.named("refunds", EXAMPLES);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FirstSweeps sweeps = new FirstSweeps(
            new TreeMap<>(Map.of("douyin", List.of(ORDERS), "tmall", List.of(ORDERS, SKUS))),
            new Console(new PrintStream(printed, true, StandardCharsets.UTF_8)));

    @Test
    void endWhenEachAccountHasSweptEachOfItsIntegrations() {
        sweeps.ended(sweep("tmall", ORDERS, Outcome.COMPLETE));
        sweeps.ended(sweep("tmall", SKUS, Outcome.COMPLETE));
        assertFalse(sweeps.ended());
        assertEquals(List.of("tmall"), accounts(ORDERS));
        long before = System.nanoTime();

        sweeps.ended(sweep("douyin", ORDERS, Outcome.COMPLETE));

        assertTrue(sweeps.ended());
        assertTrue(sweeps.endedAt() - before >= 0);
        assertEquals(List.of("douyin", "tmall"), accounts(ORDERS));
        assertEquals(List.of("tmall"), accounts(SKUS));
    }

    @Test
    void nothingIsExpectedOfAnIntegrationThatNoAccountFills() {
        assertTrue(sweeps.expects(ORDERS));
        assertTrue(sweeps.expects(SKUS));
        assertFalse(sweeps.expects(REFUNDS));
        assertEquals(List.of(), accounts(REFUNDS));
    }

    @Test
    void aSweepThatFailsSaysWhoseItWasWhereTheAccountHasAName() {
        sweeps.ended(sweep("tmall", ORDERS, Outcome.FAILED));
        sweeps.ended(sweep("default", ORDERS, Outcome.FAILED));

        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).endsWith("orders     sweep failed: no answer (account tmall)"), lines.get(0));
        assertTrue(lines.get(1).endsWith("orders     sweep failed: no answer"), lines.get(1));
    }

    private List<String> accounts(Integration integration) {
        return sweeps.reports(integration.name()).stream()
                .map(SweepReport::account)
                .toList();
    }

    private static SweepReport sweep(String account, Integration integration, Outcome outcome) {
        return new SweepReport(
                account,
                integration.name(),
                integration.name() + "-1",
                0,
                false,
                Turn.Kind.FIRST,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                1,
                Duration.ZERO,
                new Seen(1, Changes.NONE, 0, new Findings(), ContentSum.NONE),
                SweepReport.Departed.NONE,
                outcome,
                ExitCode.OK,
                "no answer");
    }
}
