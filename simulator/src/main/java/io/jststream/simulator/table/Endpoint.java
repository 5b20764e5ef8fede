package io.jststream.simulator.table;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * One API that lists the rows of a table: everything in which it differs from the others, read from a file beside this class
 * (API: catalogue of the query endpoints, and its appendix).
 *
 * @param path path of the API
 * @param title what the vendor calls the rows
 * @param key field that identifies a row
 * @param list name of the list in {@code data}
 * @param totals whether {@code data} says how many rows and pages there are
 * @param pageSize rows of a page where nothing is said
 * @param mostRows most rows of a page
 * @param windowDays longest time window in days; 0 where a window cannot be asked for
 * @param windowNeeded whether a request must name a window, a row version or what selects rows by itself
 * @param rowversion the parameter that asks for rows from a row version on; empty where there is none
 * @param rowversionAlone whether nothing but paging may stand beside it
 * @param perWarehouse whether there are rows of their own for each {@code wms_co_id}
 * @param rows how many rows there are: a number, or a share of the number of orders such as {@code 80%}
 * @param filters further conditions
 * @param fields what each field of a row holds, as {@link FieldRule} reads it
 */
public record Endpoint(
        String path,
        String title,
        String key,
        String list,
        boolean totals,
        int pageSize,
        int mostRows,
        int windowDays,
        boolean windowNeeded,
        String rowversion,
        boolean rowversionAlone,
        boolean perWarehouse,
        String rows,
        List<Filter> filters,
        ObjectNode fields) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    public Endpoint {
        filters = List.copyOf(filters);
    }

    /**
     * A condition on one field.
     *
     * @param most most values at once
     * @param selects whether it may stand instead of a window
     * @param otherwise values where the request names none; empty for no condition
     */
    public record Filter(String parameter, String field, Form form, int most, boolean selects, List<String> otherwise) {
        public Filter {
            otherwise = List.copyOf(otherwise);
        }
    }

    /** How a request writes the values of a filter: the APIs do not agree. */
    public enum Form {
        one,
        list,
        comma
    }

    static Endpoint of(String table) {
        String file = table + ".json";
        try (InputStream in = Objects.requireNonNull(Endpoint.class.getResourceAsStream(file), file)) {
            return JSON.readValue(in, Endpoint.class);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Whether a row says when it was changed. */
    boolean saysModified() {
        return fields.properties().stream().map(field -> field.getValue()).anyMatch(rule -> is(rule, "modified"));
    }

    int rowsFor(int orders) {
        return rows.endsWith("%")
                ? orders * Integer.parseInt(rows.substring(0, rows.length() - 1)) / 100
                : Integer.parseInt(rows);
    }

    private static boolean is(JsonNode rule, String kind) {
        return rule.isTextual() && rule.asText().equals(kind);
    }
}
