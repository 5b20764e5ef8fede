package io.jststream.integration.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.OnMisfit;
import io.jststream.integration.expression.ColumnExpression;
import io.jststream.integration.rule.Severity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The form of a catalog file as a JSON Schema, so that an editor completes keys and underlines what is none. It knows what
 * stands in one place of a file; what depends on two places is for the readers to refuse.
 */
public final class CatalogSchema {
    private static final String NAME = "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*$";
    private static final String IDENTIFIER = "^[A-Za-z_][A-Za-z0-9_]{0,63}$";
    private static final String DURATION = "^\\d{1,15}\\s*(ms|s|m|h|d)$";
    private static final String PERCENT = "^(100|\\d{1,2})%$";

    private CatalogSchema() {}

    /** The schema, draft 2020-12. */
    public static ObjectNode of() {
        ObjectNode root =
                object("One integration (方案): one API, one table.", List.of("name", "title", "source", "target"));
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "jst-stream catalog file");
        schema.setAll(root);
        ObjectNode keys = keys(schema);
        keys.set("name", pattern("The name of the file without its ending.", "^[a-z][a-z0-9_-]{0,62}$"));
        keys.set("title", text("What a person calls it; the table's comment."));
        keys.set("source", source());
        keys.set("target", target());
        return schema;
    }

    private static ObjectNode source() {
        ObjectNode source =
                object("Where the records come from.", List.of("api", "request", "records", "key", "read", "every"));
        ObjectNode keys = keys(source);
        keys.set("api", pattern("The path of the API, such as /open/shops/query.", "^/"));
        keys.set("method", oneOf("The only method of this API.", List.of("POST")));
        keys.set("request", request());
        keys.set("records", pattern("Where the list of records is in an answer, such as data.datas.", NAME));
        keys.set("key", names("The fields that identify a record.", NAME));
        keys.set(
                "read",
                oneOf(
                        "sweep: the whole list each time. rowversion: what has a higher row version. window: what was"
                                + " modified in a window of time.",
                        List.of("sweep", "rowversion", "window")));
        ObjectNode rowversion = object("How a row version is asked for, with read: rowversion.", List.of());
        keys(rowversion).set("parameter", text("The request parameter that takes it; start_ts unless said otherwise."));
        keys(rowversion).set("field", text("The field of a record that holds it; ts unless said otherwise."));
        keys.set("rowversion", rowversion);
        ObjectNode window = object("How windows of time are read, with read: window.", List.of());
        keys(window).set("longest", duration("The longest window that the API takes; 7d unless said otherwise."));
        keys(window).set("overlap", duration("How far a turn reaches back behind the last one; 5m at least."));
        keys(window).set("lag", duration("How far behind the clock a window ends; 1m unless said otherwise."));
        keys(window).set("history", duration("How far back the first turn reads; 30d unless said otherwise."));
        keys.set("window", window);
        ObjectNode lastSync = object("What LAST_SYNC_TIME stands for, where request has it.", List.of("history"));
        keys(lastSync).set("overlap", duration("How far before the last whole sweep it is; 5m at least."));
        keys(lastSync).set("history", duration("How far before the first sweep it is, and before a repair."));
        keys.set("last_sync", lastSync);
        ObjectNode forEach =
                object("Read once for each value, which becomes a field of the records.", List.of("field", "values"));
        keys(forEach).set("field", text("The request parameter, one of source.key."));
        ObjectNode values = list("Its values.");
        values.set("items", pattern("A whole number.", "^\\d{1,18}$").put("minimum", 0));
        types((ObjectNode) values.get("items"), "integer", "string");
        keys(forEach).set("values", values);
        keys.set("for_each", forEach);
        keys.set(
                "every",
                pattern(
                        "A duration such as 5m, or five fields of cron in Beijing time such as \"0 8-20 * * *\".",
                        "^(\\d{1,15}\\s*(ms|s|m|h|d)|\\S+( +\\S+){4})$"));
        keys.set("repair", pattern("Cron: turns that read everything and mend what is missing.", "^\\S+( +\\S+){4}$"));
        keys.set("gone", gone());
        keys.set("rules", rules());
        return source;
    }

    private static ObjectNode request() {
        ObjectNode request = list("Parameters of biz; page_index and page_size have to be among them.");
        ObjectNode field = object("One parameter.", List.of("field", "value"));
        keys(field).set("field", text("Its name."));
        keys(field)
                .set(
                        "value",
                        text(
                                "Its value, a constant; a text that begins with [ is a list. With read: sweep also a time, such as"
                                        + " {{CURRENT_TIME|datetime}}, {{LAST_SYNC_TIME|datetime}}, {{DAYS_AGO_7|date}}."));
        request.set("items", field);
        return request;
    }

    private static ObjectNode rules() {
        ObjectNode rules = object("What a whole sweep has to look like before it is published.", List.of());
        ObjectNode rows = object("How many records.", List.of());
        keys(rows).set("at least", types(described("So many records or more.").put("minimum", 0), "integer"));
        keys(rows).set("may fall", pattern("So many fewer than in the sweep that was published last.", PERCENT));
        keys(rules).set("rows", rows);
        ObjectNode nulls = described("Of fields of the record: the share that may be missing, null or empty.");
        nulls.put("type", "object").set("additionalProperties", pattern("A share such as 20%.", PERCENT));
        keys(rules).set("nulls", nulls);
        ObjectNode values = described("Of fields of the record: the values that are known.");
        ObjectNode known = list("The values.");
        known.set("items", text("A value."));
        values.put("type", "object").set("additionalProperties", known);
        keys(rules).set("values", values);
        return rules;
    }

    private static ObjectNode gone() {
        List<String> deeds = List.of("delete", "mark", "keep");
        ObjectNode more = object("What becomes of a row whose record is gone, and when.", List.of());
        keys(more)
                .set(
                        "do",
                        oneOf("delete: the row is deleted. mark: it stays, with gone_at set. keep: it stays.", deeds));
        keys(more).set("after", pattern("Complete sweeps that must have missed it.", "^[1-9]\\d? sweeps?$"));
        keys(more).set("at most", pattern("Share of the records that may go in one sweep.", PERCENT));
        keys(more).set("ask", text("The request parameter by which a record is asked for by its key."));
        ObjectNode gone = JsonNodeFactory.instance.objectNode();
        gone.putArray("oneOf")
                .add(oneOf("The row is deleted, stays with gone_at set, or stays as it was.", deeds))
                .add(more);
        return gone;
    }

    private static ObjectNode target() {
        ObjectNode target = table("The table.", List.of("table", "key", "main_params"));
        ObjectNode nested = table(
                "A list in each record whose lines are rows of a table of their own.",
                List.of("name", "of", "table", "key", "main_params"));
        keys(nested).set("name", pattern("Names its topic and connector.", "^[a-z][a-z0-9_-]{0,62}$"));
        keys(nested).set("of", pattern("Where the list is in a record, such as items.", NAME));
        ObjectNode lists = list("Lists in each record that fill tables of their own.");
        lists.set("items", nested);
        keys(target).set("lists", lists);
        return target;
    }

    private static ObjectNode table(String description, List<String> required) {
        ObjectNode table = object(description, required);
        keys(table).set("table", pattern("The name of the table.", IDENTIFIER));
        keys(table).set("key", names("The columns of the primary key.", IDENTIFIER));
        keys(table).set("conditions", described("Rules over several columns."));
        ObjectNode columns = list("The columns.");
        columns.set("items", column());
        keys(table).set("main_params", columns);
        return table;
    }

    private static ObjectNode column() {
        ObjectNode column = object("A column, and where its value comes from.", List.of("field", "type"));
        column.putArray("oneOf").add(requiring("value")).add(requiring("expression"));
        ObjectNode keys = keys(column);
        keys.set("field", pattern("The name of the column.", IDENTIFIER));
        keys.set("value", text("A template such as \"{shop_id}\", \"{a.b}\" or \"{{pay_date|date}}\", or a constant."));
        keys.set(
                "expression",
                text("In place of value: an expression of CEL over the raw record, such as raw.qty * raw.price.")
                        .put("maxLength", ColumnExpression.LONGEST));
        keys.set("type", pattern("One of " + ColumnTypes.EXPECTED + ".", types()));
        keys.set("required", required());
        keys.set("min", described("Rule: the least value."));
        keys.set("max", described("Rule: the greatest value."));
        keys.set("pattern", described("Rule: a regular expression."));
        keys.set("in", described("Rule: the values that are allowed."));
        keys.set("comment", text("The column's comment in the table.").put("maxLength", 1024));
        ObjectNode replace = described("Source values that stand for another value, or for NULL.");
        replace.put("type", "object").set("additionalProperties", nullable(text("The value, or null.")));
        keys.set("replace", replace);
        ObjectNode nullIf = described("Source values that stand for none.").put("type", "array");
        nullIf.set("items", text("A value; of a date or datetime, a day."));
        keys.set("null_if", nullIf);
        // 'null' without quotes is YAML's null, and means the same.
        ObjectNode onMisfit = described("What becomes of a value that does not fit.");
        ArrayNode labels = onMisfit.putArray("enum");
        OnMisfit.labels().forEach(labels::add);
        labels.addNull();
        keys.set("on_misfit", onMisfit);
        return column;
    }

    private static ObjectNode required() {
        ObjectNode required = described("true: a record without this value is a dead letter. warn: it is counted.");
        ArrayNode values = required.putArray("enum");
        values.add(true).add(false).add(Severity.WARN.label());
        return required;
    }

    /** The types that {@link ColumnTypes} reads; those with numbers by their form alone. */
    private static String types() {
        String plain = ColumnTypes.candidates("").stream()
                .distinct()
                .filter(name -> ColumnTypes.parse(name).isPresent())
                .collect(Collectors.joining("|"));
        return "^(" + plain + "|varchar\\(\\d{1,5}\\)|datetime\\([0-6]\\)|decimal\\(\\d{1,2}(, ?\\d{1,2})?\\))$";
    }

    private static ObjectNode object(String description, List<String> required) {
        ObjectNode object = described(description).put("type", "object");
        object.putObject("properties");
        if (!required.isEmpty()) {
            ArrayNode names = object.putArray("required");
            required.forEach(names::add);
        }
        return object.put("additionalProperties", false);
    }

    private static ObjectNode requiring(String name) {
        ObjectNode requiring = JsonNodeFactory.instance.objectNode();
        requiring.putArray("required").add(name);
        return requiring;
    }

    private static ObjectNode keys(ObjectNode object) {
        return (ObjectNode) object.get("properties");
    }

    private static ObjectNode list(String description) {
        return described(description).put("type", "array").put("minItems", 1);
    }

    private static ObjectNode names(String description, String pattern) {
        ObjectNode names = list(description).put("uniqueItems", true);
        names.set(
                "items",
                JsonNodeFactory.instance.objectNode().put("type", "string").put("pattern", pattern));
        return names;
    }

    /** A scalar: the readers take numbers and booleans as they are written. */
    private static ObjectNode text(String description) {
        return types(described(description), "string", "number", "boolean");
    }

    private static ObjectNode nullable(ObjectNode schema) {
        ((ArrayNode) schema.get("type")).add("null");
        return schema;
    }

    private static ObjectNode types(ObjectNode schema, String... types) {
        ArrayNode list = schema.putArray("type");
        for (String type : types) {
            list.add(type);
        }
        return schema;
    }

    private static ObjectNode pattern(String description, String pattern) {
        return described(description).put("type", "string").put("pattern", pattern);
    }

    private static ObjectNode duration(String description) {
        return pattern(description, DURATION);
    }

    private static ObjectNode oneOf(String description, List<String> values) {
        ObjectNode schema = described(description);
        ArrayNode list = schema.putArray("enum");
        values.forEach(list::add);
        return schema;
    }

    private static ObjectNode described(String description) {
        return JsonNodeFactory.instance.objectNode().put("description", description);
    }
}
