package io.jststream.transformer.mapping;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.Target;
import io.jststream.integration.Template;
import io.jststream.integration.catalog.Catalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The shops as tests know them, and small integrations for single questions. The delivered file is for {@link CasesTest}. */
public final class Shops {
    private Shops() {}

    public static Integration integration() {
        return Catalog.load(Path.of("..", "integration", "src", "test", "resources", "catalog")).stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
    }

    /** The tests' own catalog file: columns of every type, and every way to fill one. */
    public static Integration everyType() {
        return Catalog.load(Path.of("src", "test", "resources", "catalog")).get(0);
    }

    /** The tests' own catalog file of an integration that marks what is gone. */
    public static Integration marked() {
        return Catalog.load(Path.of("src", "test", "resources", "catalog-marked"))
                .get(0);
    }

    /** The tests' own catalog file of every rule. */
    public static Integration rules() {
        return Catalog.load(Path.of("src", "test", "resources", "catalog-rules"))
                .get(0);
    }

    /** The tests' own catalog file of columns that are expressions. */
    public static Integration expressions() {
        return Catalog.load(Path.of("src", "test", "resources", "catalog-expressions"))
                .get(0);
    }

    /** The tests' own catalog file of records with two lists. */
    public static Integration withLists() {
        return Catalog.load(Path.of("src", "test", "resources", "catalog-lists"))
                .get(0);
    }

    /** An integration of the API's shops with other columns. */
    public static Integration of(Column... columns) {
        Source source = new Source(
                "/open/shops/query",
                List.of(),
                "data.datas",
                List.of("shop_id"),
                new Source.Read.Sweep(),
                Duration.ofMinutes(5),
                new Source.Gone(2, 20));
        return new Integration(
                "shops", "聚水潭-店铺信息查询", source, new Target("shops", List.of("shop_id"), List.of(columns)));
    }

    public static Column column(String field, ColumnType type) {
        return column(field, "{" + field + "}", type);
    }

    public static Column column(String field, String template, ColumnType type) {
        return new Column(field, Template.of(template), type, false, "", Map.of());
    }

    public static Column required(String field, ColumnType type) {
        return new Column(field, Template.of("{" + field + "}"), type, true, "", Map.of());
    }
}
