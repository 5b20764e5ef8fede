package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.NestedList;
import io.jststream.integration.Source;
import io.jststream.integration.Template.Part.Field;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the delivered catalog says of the API: where each list is, how it is read, what its fields are. A scheme does not say it. */
final class KnownApis {
    /** Files of the folder {@code catalog}, which are in this jar. */
    static final List<String> FILES = List.of(
            "shops",
            "examples/inventory",
            "examples/logistics_companies",
            "examples/orders",
            "examples/outbound",
            "examples/purchase_ins",
            "examples/purchases",
            "examples/refunds",
            "examples/skus",
            "examples/suppliers",
            "examples/warehouses");

    /** Of APIs whose list the delivered file keeps whole: the field that the documentation gives each line for its own. */
    private static final Map<String, String> LINE_KEYS = Map.of(
            "/open/orders/out/simple/query", "items.ioi_id",
            "/open/purchase/query", "items.poi_id",
            "/open/purchasein/query", "items.ioi_id",
            "/open/refund/single/query", "items.asi_id");

    /** Those whose answers count neither records nor pages (API: list key and paging fields per endpoint). */
    private static final Set<String> UNCOUNTED = Set.of("/open/inventory/query");

    /** Newer paths of a list that a delivered file reads by its older one (API: catalogue of the query endpoints, A.21, A.22). */
    private static final Map<String, String> OLDER_PATHS =
            Map.of("/open/webapi/wmsapi/purchasein/purchaseinquery", "/open/purchasein/query");

    private final List<Integration> known;

    private KnownApis(List<Integration> known) {
        this.known = known;
    }

    static KnownApis load() {
        return new KnownApis(FILES.stream().map(KnownApis::read).toList());
    }

    private static Integration read(String file) {
        try (InputStream stream = KnownApis.class.getResourceAsStream(file + ".yaml")) {
            if (stream == null) {
                throw new IllegalStateException(file + ".yaml is not in the jar of this class");
            }
            return Catalog.parse(
                    file.substring(file.indexOf('/') + 1), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The integration of this API, be it by an older path. */
    Optional<Integration> of(String api) {
        String path = delivered(api);
        return known.stream()
                .filter(integration -> integration.source().api().equals(path))
                .findFirst();
    }

    /** The path by which a delivered file would read this list. */
    static String delivered(String api) {
        return OLDER_PATHS.getOrDefault(api, api);
    }

    /** Whether its answers say how many records and pages there are. */
    static boolean counts(Source source) {
        return !UNCOUNTED.contains(source.api());
    }

    /** Lists in the records of an API. */
    List<String> lists(String api) {
        Stream<String> documented = Optional.ofNullable(LINE_KEYS.get(delivered(api))).stream()
                .map(field -> field.replaceFirst("\\..*", ""));
        return Stream.concat(deliveredLists(api).map(NestedList::path), documented)
                .distinct()
                .toList();
    }

    /** The field by which the delivered file tells the lines of a list apart, {@code items.oi_id}. */
    Optional<String> lineKey(String api, String list) {
        return deliveredLists(api)
                .filter(each -> each.path().equals(list))
                .flatMap(each -> each.target().columns().stream()
                        .filter(column -> each.target().key().contains(column.field())))
                .flatMap(column -> column.value().fields().stream())
                .filter(field -> field.startsWith(list + "."))
                .findFirst();
    }

    /** The field that the documentation gives each line for its own. */
    Optional<String> documentedLineKey(String api, String list) {
        return Optional.ofNullable(LINE_KEYS.get(delivered(api))).filter(field -> field.startsWith(list + "."));
    }

    /** Whether the delivered file of that API has the column. */
    boolean isOwn(String api, Column column) {
        return of(api).stream().flatMap(KnownApis::columns).anyMatch(column::equals);
    }

    private static Stream<Column> columns(Integration integration) {
        return integration.tables().stream().flatMap(table -> table.target().columns().stream());
    }

    /** Whether the delivered file makes a table of that list. */
    boolean isList(String api, List<String> path) {
        return deliveredLists(api).anyMatch(list -> list.of().equals(path));
    }

    private Stream<NestedList> deliveredLists(String api) {
        return of(api).stream().flatMap(integration -> integration.target().lists().stream());
    }

    /** The column that holds this field alone: of the same API, else of another one where all that have it agree on the type. */
    Optional<Column> column(String api, Field field) {
        Optional<Column> same = of(api).flatMap(integration -> column(integration, field));
        if (same.isPresent()) {
            return same;
        }
        List<Column> elsewhere = known.stream()
                .flatMap(integration -> column(integration, field).stream())
                .toList();
        boolean agree = elsewhere.stream().map(Column::type).distinct().count() == 1;
        return agree ? Optional.of(elsewhere.get(0)) : Optional.empty();
    }

    private static Optional<Column> column(Integration integration, Field field) {
        return columns(integration)
                .filter(column -> column.value().parts().equals(List.of(field)))
                .findFirst();
    }
}
