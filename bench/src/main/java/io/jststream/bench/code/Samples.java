package io.jststream.bench.code;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The records that code is measured on: a shop as the catalog maps it, and an order of forty columns with five lines. */
public final class Samples {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;

    private Samples() {}

    /** The shops' mapping as the catalog has it. */
    public static Integration shops() {
        return Catalog.parse("shops", shopsYaml());
    }

    /** The same as it is written there. */
    public static String shopsYaml() {
        return text("shops.yaml");
    }

    /** The same with one column that is an expression. */
    public static Integration shopsWithExpression() {
        return Catalog.parse(
                "shops",
                shopsYaml().replace("value: \"{co_id}\"", "expression: \"raw.co_id > 0 ? raw.co_id * 2 + 1 : 0\""));
    }

    /** The mapping of an order's forty columns, its lines as JSON. */
    public static Integration orders() {
        return Catalog.parse("orders", text("orders.yaml"));
    }

    /** A shop with a value in every column. */
    public static byte[] shop() {
        return text("shop.json").strip().getBytes(StandardCharsets.UTF_8);
    }

    /** Its raw key. */
    public static byte[] shopKey() {
        return "{\"shop_id\":11061406}".getBytes(StandardCharsets.UTF_8);
    }

    /** An order with five lines. */
    public static byte[] order() {
        try {
            return JSON.writeValueAsBytes(JSON.readTree(text("order.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its raw key. */
    public static byte[] orderKey() {
        return "{\"o_id\":1310457}".getBytes(StandardCharsets.UTF_8);
    }

    /** An answer of the API: a whole page of shops. */
    public static byte[] page() {
        try {
            ObjectNode shop = (ObjectNode) JSON.readTree(shop());
            String shops = IntStream.range(0, PAGE)
                    .mapToObj(i -> shop.put("shop_id", 11_700_001 + i).toString())
                    .collect(Collectors.joining(","));
            return ("{\"code\":0,\"issuccess\":true,\"msg\":null,\"data\":{\"page_index\":1,\"page_size\":100,"
                            + "\"has_next\":true,\"datas\":[" + shops + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records on {@link #page}. */
    static int pageSize() {
        return PAGE;
    }

    /** The parameters of a call as they are signed. */
    public static List<String> signed() {
        return List.of(
                "app_key", "5151a0c4e8f24d7b9c3e6f1a2b4d8c70",
                "access_token", "b7e3cdb58e248c047e6e0dbb8a2cbb3f",
                "timestamp", "1793491200",
                "version", "2",
                "charset", "utf-8",
                "biz", "{\"page_index\":1,\"page_size\":100}");
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
