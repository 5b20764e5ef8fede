package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether tables and connectors that were made for one file take the rows of another. */
final class IntegrationTest {
    private final String shops = text("src/test/resources/catalog/shops.yaml");
    private final String orders = text("../catalog/examples/orders.yaml");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a column               | field: nick,     | field: nickname,
                    another table          | table: shops     | table: stores
                    a column for the mark  | gone: {          | gone: {do: mark,
                    a place for no value   | required: true, comment: 店铺名称 | comment: 店铺名称
                    """)
    void needsMoreWhereThereIs(String what, String was, String becomes) {
        Integration made = Catalog.parse("shops", shops);
        Integration wanted = Catalog.parse("shops", replaced(shops, was, becomes));

        assertTrue(wanted.needsMoreThan(made), what);
    }

    @Test
    void needsMoreForAWiderColumnAndLessForNone() {
        Integration made = Catalog.parse("shops", shops);
        Integration fewer = Catalog.parse("shops", shops.replaceFirst("(?m)^ *- \\{field: nick,.*\\R", ""));
        Integration wider = Catalog.parse("shops", shops.replaceFirst("varchar\\(\\d+\\)", "varchar(999)"));

        assertEquals(
                made.table().target().columns().size() - 1,
                fewer.table().target().columns().size());
        assertFalse(fewer.needsMoreThan(made));
        assertTrue(made.needsMoreThan(fewer));
        assertTrue(wider.needsMoreThan(made));
        assertFalse(made.needsMoreThan(made));
    }

    @Test
    void needsMoreForAnotherTableOfAList() {
        Integration made = Catalog.parse("orders", orders);

        Integration wanted = Catalog.parse("orders", replaced(orders, "table: order_items", "table: lines"));

        assertTrue(wanted.needsMoreThan(made));
    }

    /** What is read, when, and how a value is made is no matter of tables. */
    @Test
    void needsNoMoreWhereOnlyValuesAreMadeOtherwise() {
        Integration made = Catalog.parse("shops", shops);

        Integration wanted = Catalog.parse("shops", replaced(shops, "value: \"{nick}\"", "value: \"{nick}!\""));

        assertFalse(wanted.needsMoreThan(made));
    }

    private static String replaced(String text, String was, String becomes) {
        assertTrue(text.contains(was), was);
        return text.replace(was, becomes);
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
