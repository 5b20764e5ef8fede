package io.jststream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what the table {@code shops} must hold for the simulator's shops. Written by hand and apart from the catalog and the
 * transformer, so that comparing with it proves something.
 */
public final class ExpectedShops {
    private static final String PERMANENT = "------永久授权------";
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();
    private static final DateTimeFormatter WRITE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private static final List<String> AS_THEY_ARE = List.of(
            "shop_id",
            "shop_name",
            "co_id",
            "shop_site",
            "shop_url",
            "nick",
            "session_uid",
            "short_name",
            "group_id",
            "group_name");

    private static final Set<String> TIMES = Set.of("created", "session_expired");

    private ExpectedShops() {}

    /** Whether it is one of the columns that {@link #rows} knows. */
    static boolean knows(String column) {
        return AS_THEY_ARE.contains(column) || TIMES.contains(column);
    }

    /** The rows, by shop_id. */
    public static Map<String, Map<String, @Nullable String>> rows(List<ObjectNode> shops) {
        Map<String, Map<String, @Nullable String>> rows = new LinkedHashMap<>();
        shops.forEach(shop -> rows.put(shop.get("shop_id").asText(), row(shop)));
        return rows;
    }

    private static Map<String, @Nullable String> row(JsonNode shop) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (String column : AS_THEY_ARE) {
            row.put(column, text(shop, column));
        }
        row.put("created", clock(text(shop, "created")));
        String expires = text(shop, "session_expired");
        row.put("session_expired", clock(PERMANENT.equals(expires) ? "9999-12-31 23:59:59" : expires));
        return row;
    }

    private static @Nullable String text(JsonNode shop, String field) {
        JsonNode value = shop.path(field);
        return value.isNull() || value.isMissingNode() || value.asText().isEmpty() ? null : value.asText();
    }

    private static @Nullable String clock(@Nullable String text) {
        return text == null ? null : WRITE.format(LocalDateTime.parse(text, READ));
    }
}
