package io.jststream.integration.scheme;

import static io.jststream.integration.scheme.SchemeJson.refused;

import io.jststream.integration.Integration;
import io.jststream.integration.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The source of a catalog file, made of a scheme's.
 *
 * @param request parameters of each call, in order
 * @param reading the lines that say how it is read: {@code read}, and what belongs to it
 * @param lines how the scheme names the fields of lines in lists
 * @param idOfLine fields of lines that the scheme identifies its documents by, {@code items.oi_id}
 */
record SourceImport(
        String api,
        Map<String, String> request,
        String records,
        List<String> key,
        List<String> reading,
        String every,
        LineFields lines,
        List<String> idOfLine) {
    private static final String RECORDS = "data.datas";
    private static final String OFTEN = "5m";

    /** Names under which another gateway of the vendor has the same lists. */
    private static final Map<String, String> OTHER_GATEWAY = Map.of(
            "jushuitan.refund.list.query", "/open/refund/single/query",
            "jushuitan.saleout.list.query", "/open/orders/out/simple/query");

    static String api(SchemeJson source, Notes notes) {
        String api = source.text("api");
        if (!api.startsWith("/")) {
            String same = OTHER_GATEWAY.get(api);
            throw refused(
                    source.key("api"),
                    "found '" + api + "', expected a path of the open platform such as /open/shops/query"
                            + (same == null ? "" : "; the same list is " + same + " there, with other parameters"));
        }
        notes.carriedOver(source.key("api"), api);
        return api;
    }

    /** @param arrays lists that the target writes the lines of */
    static SourceImport read(SchemeJson source, String api, KnownApis apis, List<String> arrays, Notes notes) {
        Optional<Integration> known = apis.of(api);
        LineFields lines = new LineFields(
                flat(source),
                Stream.concat(apis.lists(api).stream(), arrays.stream()).toList());
        List<String> id = id(source, notes);
        List<String> key = key(source, id, lines, known, notes);
        idCheck(source, notes);
        RequestImport request = RequestImport.read(source, known, key, notes);
        if (known.isEmpty()) {
            notes.warning(
                    source.key("api"),
                    "none of the delivered catalog files reads it, so records: " + RECORDS
                            + " and the types are guesses: compare them with one answer of the API");
        } else if (!KnownApis.delivered(api).equals(api)) {
            notes.warning(
                    source.key("api"),
                    "the delivered catalog file reads " + KnownApis.delivered(api)
                            + ", the older path of this list: compare records and types with one answer of the API");
        }
        String every =
                known.map(integration -> integration.source().schedule().text()).orElse(OFTEN);
        notes.warning(
                source.key("api"),
                "when it runs is not in the metadata: every: " + every + " is a proposal; the target needs no times");
        return new SourceImport(
                api,
                request.parameters(),
                known.map(integration -> integration.source().records()).orElse(RECORDS),
                key,
                request.reading(),
                every,
                lines,
                id.stream().flatMap(field -> lines.field(field).stream()).toList());
    }

    private static List<String> id(SchemeJson source, Notes notes) {
        String id = source.text("id");
        try {
            return id.contains("{") ? Template.of(id).fields() : id.isBlank() ? List.of() : List.of(id.strip());
        } catch (IllegalArgumentException e) {
            notes.warning(source.key("id"), "'" + id + "' is not read: " + e.getMessage());
            return List.of();
        }
    }

    private static List<String> key(
            SchemeJson source, List<String> id, LineFields lines, Optional<Integration> known, Notes notes) {
        List<String> usual =
                known.map(integration -> integration.source().key()).orElse(List.of());
        List<String> fields = id.stream()
                .filter(field -> lines.field(field).isEmpty())
                .distinct()
                .toList();
        if (fields.isEmpty() && usual.isEmpty()) {
            throw refused(
                    source.key("id"), "found '" + source.text("id") + "', expected the field that identifies a record");
        }
        if (fields.isEmpty()) {
            notes.replaced(
                    source.key("id"), "there is none; key: " + usual + " is what identifies a record of this API");
            return usual;
        }
        notes.carriedOver(
                source.key("id"),
                "as key: " + fields + (fields.size() < id.size() ? " of the record; its lines have another one" : ""));
        if (!usual.isEmpty() && !usual.equals(fields)) {
            notes.warning(
                    source.key("id"),
                    "the delivered catalog file of this API has key: " + usual + "; two records with the same " + fields
                            + " become one row");
        }
        return fields;
    }

    private static void idCheck(SchemeJson source, Notes notes) {
        String key = source.key("idCheck");
        String text = source.text("idCheck");
        if (text.equals("true")) {
            notes.warning(
                    key,
                    "true made the platform skip a record whose id it had seen, so changes never arrived; here each change"
                            + " does, and the first reading brings the table up to date, with read: window as far back as its"
                            + " history");
        }
        if (!text.isEmpty()) {
            notes.replaced(key, "only new and changed records are published, and the sink updates their rows");
        }
    }

    /** Lists of which the platform makes a document of each line. */
    private static List<String> flat(SchemeJson source) {
        List<String> lists = new ArrayList<>();
        source.root().path("beatFlat").forEach(list -> lists.add(SchemeField.text(list)));
        return lists;
    }
}
