package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.simulator.table.BeijingTime;
import io.jststream.simulator.table.Endpoint;
import io.jststream.simulator.table.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What a request to an API that lists a table may ask for (API: incremental reading, pitfalls).
 *
 * @param counts whether it wants to know how many rows there are
 * @param warehouse {@code wms_co_id}; 0 for all together
 */
record TableRequest(Selection selection, int page, int size, boolean counts, long warehouse) {
    private static final Set<String> PAGING = Set.of("page_index", "page_size", "is_get_total");

    /** The request, or empty where the API would refuse it. */
    static Optional<TableRequest> of(Endpoint endpoint, JsonNode biz) {
        boolean counts = endpoint.totals() && biz.path("is_get_total").asBoolean(true);
        int size = biz.path("page_size").asInt(endpoint.pageSize());
        return selection(endpoint, biz, counts)
                .flatMap(order -> filters(endpoint, biz).map(filters -> new Selection(order, filters)))
                .map(selection -> new TableRequest(
                        selection,
                        Math.max(1, biz.path("page_index").asInt(1)),
                        Math.min(endpoint.mostRows(), Math.max(1, size)),
                        counts,
                        biz.path("wms_co_id").asLong()));
    }

    private static Optional<Selection.Range> selection(Endpoint endpoint, JsonNode biz, boolean counts) {
        if (biz.path("date_type").asInt(0) != 0) {
            return Optional.empty(); // other times than that of the change are not simulated
        }
        boolean window = biz.hasNonNull("modified_begin") || biz.hasNonNull("modified_end");
        if (versionGiven(endpoint, biz)) {
            // The real API counts all the same, and is slow; here it is refused, so that nobody forgets it.
            return window || counts ? Optional.empty() : since(endpoint, biz);
        }
        if (window && endpoint.windowDays() > 0) {
            return changed(endpoint, biz);
        }
        boolean selects = endpoint.filters().stream()
                .anyMatch(filter -> filter.selects() && !values(filter, biz).isEmpty());
        return endpoint.windowNeeded() && !selects ? Optional.empty() : Optional.of(new Selection.All());
    }

    /** 0 is as good as none: so it is to a server whose numbers cannot be null. */
    private static boolean versionGiven(Endpoint endpoint, JsonNode biz) {
        String parameter = endpoint.rowversion();
        return biz.hasNonNull(parameter) && !biz.path(parameter).asText().equals("0");
    }

    private static Optional<Selection.Range> since(Endpoint endpoint, JsonNode biz) {
        boolean others = biz.properties().stream()
                .map(Map.Entry::getKey)
                .anyMatch(name -> !PAGING.contains(name) && !name.equals(endpoint.rowversion()));
        String ts = biz.path(endpoint.rowversion()).asText();
        return ts.matches("\\d{1,18}") && !(endpoint.rowversionAlone() && others)
                ? Optional.of(new Selection.Since(Long.parseLong(ts)))
                : Optional.empty();
    }

    private static Optional<Selection.Range> changed(Endpoint endpoint, JsonNode biz) {
        Optional<Instant> begin = BeijingTime.parse(biz.path("modified_begin").asText());
        Optional<Instant> end = BeijingTime.parse(biz.path("modified_end").asText());
        if (begin.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Duration length = Duration.between(begin.get(), end.get());
        return length.isNegative() || length.compareTo(Duration.ofDays(endpoint.windowDays())) > 0
                ? Optional.empty()
                : Optional.of(new Selection.Changed(begin.get(), end.get()));
    }

    /** The values of each filtered field, or empty where there are too many. */
    private static Optional<Map<String, Set<String>>> filters(Endpoint endpoint, JsonNode biz) {
        Map<String, Set<String>> filters = new HashMap<>();
        for (Endpoint.Filter filter : endpoint.filters()) {
            List<String> values = values(filter, biz);
            if (values.size() > filter.most()) {
                return Optional.empty();
            }
            List<String> effective = values.isEmpty() ? filter.otherwise() : values;
            if (!effective.isEmpty()) {
                filters.put(filter.field(), new HashSet<>(effective));
            }
        }
        return Optional.of(filters);
    }

    private static List<String> values(Endpoint.Filter filter, JsonNode biz) {
        JsonNode value = biz.path(filter.parameter());
        return switch (filter.form()) {
            case list ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
            case comma ->
                Arrays.stream(value.asText().split(",", -1))
                        .filter(text -> !text.isBlank())
                        .toList();
            case one -> value.asText().isEmpty() ? List.of() : List.of(value.asText());
        };
    }
}
