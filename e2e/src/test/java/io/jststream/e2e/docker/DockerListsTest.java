package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.LiveLines;
import io.jststream.e2e.tool.MappedOffsets;
import io.jststream.e2e.tool.RandomOrders;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lines of orders by two containers of the transformer, each of which is lost in turn: every one finds its store again. */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerListsTest {
    private static final int ORDERS = 500;

    private final MappingStack stack = new MappingStack(
            "lists",
            RandomOrders.catalog(House.newFolder("lists-catalog").resolve("catalog"), UnaryOperator.identity()));

    @BeforeAll
    void up() throws Exception {
        stack.up();
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    void lostTransformersLeaveTheLinesThatThereAre() throws Exception {
        Compose compose = stack.compose();
        compose.docker(
                "up", "--detach", "--no-recreate", "--no-deps", "--wait", "--scale", "transformer=2", "transformer");
        try (RandomOrders source = new RandomOrders(stack.kafka());
                MappedOffsets offsets = new MappedOffsets(stack.kafka(), "jst.orders.raw")) {
            for (String number : List.of("1", "2")) {
                String lost = "jst-lists-test-transformer-" + number;
                source.change(ORDERS);
                compose.run("docker", "kill", lost);
                source.change(ORDERS);
                compose.run("docker", "start", lost);
            }
            offsets.awaitMapped();
            assertEquals(source.lines(), LiveLines.of(stack.kafka()));
        }
    }
}
