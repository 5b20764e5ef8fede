package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Merchants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code make run ONCE=1} says of records with lines, and of a catalog that has changed since the run before. */
class OnceTest {
    private static final String RUN = "io.jststream.local.LocalMain";
    private static final int BAD_CONFIGURATION = 2;

    private final Path data = House.newFolder("once");

    @Test
    void comparesLinesAndFollowsTheCatalogWhereNothingIsLost() throws Exception {
        String orders = House.read(House.ROOT.resolve("catalog/examples/orders.yaml"));
        String narrow = orders.replace(
                "{field: name, value: \"{items.name}\", type: varchar(255)",
                "{field: name, value: \"{items.name}\", type: varchar(100)");

        String first = run(0, narrow);
        assertTrue(
                first.matches("(?s).*The table order_items equals the lines that the simulator holds: [1-9]\\d+ rows,"
                        + " every column\\..*"),
                first);

        String second = run(0, orders);
        assertTrue(second.contains("altered    table order_items, column name: varchar(100) → varchar(255)"), second);
        assertTrue(second.contains("The table order_items is not compared: "), second);

        String third = run(BAD_CONFIGURATION, narrow);
        assertTrue(third.contains("error:   table order_items, column name: varchar(255) → varchar(100)"), third);
        assertTrue(third.contains("make run APPROVE=1"), third);
    }

    /** Each at its own address; the simulator that a run without credentials starts has no part in it. */
    @Test
    void readsTheAccountsOfAFileAndNoSimulator() throws Exception {
        try (Merchants merchants = Merchants.open(2, "localhost")) {
            Path accounts = merchants.accounts().resolve("accounts.yaml");

            String printed = run(
                    0,
                    Map.of(
                            "JST_ACCOUNTS", accounts.toString(),
                            "JST_CATALOG", merchants.catalog().toString(),
                            "JST_LOCAL_DATA", data.resolve("accounts").toString(),
                            "JST_TOKEN_FILE",
                                    data.resolve("accounts/tokens.json").toString()));

            assertTrue(printed.contains("of the accounts in " + accounts), printed);
            for (String name : merchants.names()) {
                assertTrue(printed.matches("(?s).*API +2 pages, 130 records .*\\(account " + name + "\\).*"), printed);
            }
            assertTrue(printed.contains("The table shops equals the typed records: 260 rows, every column."), printed);
            assertFalse(printed.contains("simulator"), printed);
        }
    }

    private String run(int exitCode, String orders) throws Exception {
        Path catalog = Files.createDirectories(data.resolve("catalog"));
        Files.writeString(catalog.resolve("orders.yaml"), orders);
        return run(
                exitCode,
                Map.of(
                        "JST_CATALOG", catalog.toString(),
                        "JST_LOCAL_DATA", data.toString(),
                        "JST_SIMULATOR_ORDERS", "60",
                        "JST_CALLS_PER_SECOND", "1000",
                        "JST_CALLS_PER_MINUTE", "10000"));
    }

    private String run(int exitCode, Map<String, String> environment) throws Exception {
        try (Fork fork = Fork.start(data, environment, RUN, "--once")) {
            assertEquals(exitCode, fork.await(), fork::output);
            return fork.output();
        }
    }
}
