package io.jststream.integration.scheme;

import java.util.HashMap;
import java.util.Map;

/** Says of the keys that nobody has taken why that is right, or what to do instead, so that no key of a scheme goes unmentioned. */
final class RemainingKeys {
    private static final String PLATFORM = "it tells the platform what this side is";
    private static final String SHOWN = "it is shown in the platform's lists";

    private static final String EMPTY = "it says nothing";
    private static final String COLUMNS = "its fields are the columns";

    private static final Map<String, String> NOT_NEEDED = Map.ofEntries(
            Map.entry("request", "it is empty; pages are always asked for one by one"),
            Map.entry("idCheck", EMPTY),
            Map.entry("pagination", EMPTY),
            Map.entry("beatFlat", EMPTY),
            Map.entry("omissionRemedy", EMPTY),
            Map.entry("effect", PLATFORM),
            Map.entry("type", PLATFORM),
            Map.entry("number", SHOWN),
            Map.entry("name", SHOWN),
            Map.entry("label", SHOWN),
            Map.entry("describe", SHOWN),
            Map.entry("autoFillResponse", "fields that no column names stay in the raw topic"),
            Map.entry("response", "its labels are comments where a column has none"),
            Map.entry("condition_bk", "a copy that the platform's editor keeps"),
            Map.entry("delay", "a record goes on as soon as it is read"),
            Map.entry("operation", "the sink gathers rows by itself"),
            Map.entry("distributionOrg", "it belongs to another target"));

    private static final Map<String, String> NOT_SUPPORTED = Map.of(
            "condition", "every record is carried over: filter in a view of the database",
            "groupCalculate", "a row is one record: group in a view of the database",
            "formatResponse", "write a format into the value, {{created|date}}",
            "otherRequest", "options of the platform's own adapter: look at each whether you need what it did",
            "otherResponse", "options of the platform's own adapter: look at each whether you need what it did",
            "callBackStrategy", "nothing is written back into the source",
            "primaryWriteback", "nothing is written back into the source");

    private RemainingKeys() {}

    static void explain(SchemeJson source, SchemeJson target, Notes notes) {
        method(source, notes);
        Map<String, String> ofTarget = new HashMap<>(NOT_NEEDED);
        ofTarget.put("method", PLATFORM);
        ofTarget.put("id", "a row is found by the table's key, which the source's id became");
        ofTarget.put("idCheck", "the sink updates a row that is there");
        ofTarget.put("request", COLUMNS);
        ofTarget.put("main_params", COLUMNS);
        ofTarget.put("params", COLUMNS);
        ofTarget.put("sql", "its main_sql names the table");
        ofTarget.put("otherRequest", "its main_sql names the table");
        ofTarget.put("response", "nobody reads an answer of the database but the sink");
        explain(source, NOT_NEEDED, notes);
        explain(target, ofTarget, notes);
    }

    private static void method(SchemeJson source, Notes notes) {
        String method = source.text("method");
        if (method.equals("POST")) {
            notes.carriedOver(source.key("method"), method);
        } else if (!method.isEmpty()) {
            notes.replaced(source.key("method"), "POST, the only method of this API");
        }
    }

    private static void explain(SchemeJson side, Map<String, String> notNeeded, Notes notes) {
        side.root().fieldNames().forEachRemaining(name -> {
            String key = side.key(name);
            if (notes.mention(key)) {
                return;
            }
            if (notNeeded.containsKey(name)) {
                notes.notNeeded(key, notNeeded.getOrDefault(name, ""));
            } else {
                notes.notSupported(
                        key,
                        NOT_SUPPORTED.getOrDefault(name, "nothing is known of it: look whether you need what it did"));
            }
        });
    }
}
