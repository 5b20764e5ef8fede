package io.jststream.simulator.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** What a field holds in a row. Reads the short notation of the endpoint files: a kind, then what it needs. */
@FunctionalInterface
interface FieldRule {
    /** The field's value, in whichever JSON form the API has for it. */
    JsonNode value(RowDraw row);

    /**
     * Reads a rule such as {@code ~money 5..300?}: {@code ~} has the value change with each change of the row, {@code ?} leaves
     * it out (null) now and then.
     */
    static FieldRule of(String text) {
        boolean optional = text.endsWith("?");
        boolean changing = text.startsWith("~");
        String rule = text.substring(changing ? 1 : 0, text.length() - (optional ? 1 : 0));
        int space = rule.indexOf(' ');
        FieldRule kind = kind(space < 0 ? rule : rule.substring(0, space), space < 0 ? "" : rule.substring(space + 1));
        return row -> {
            RowDraw draw = changing ? row.changing() : row.lasting();
            return optional && draw.below(4) == 0 ? json().nullNode() : kind.value(draw);
        };
    }

    private static FieldRule kind(String kind, String of) {
        return switch (kind) {
            case "null" -> row -> json().nullNode();
            case "flag" -> row -> json().booleanNode(row.below(2) == 0);
            case "one_of" -> oneOf(List.of(of.split("\\|", -1)));
            case "id" ->
                row -> json().numberNode(Long.parseLong(of) + row.version().number());
            case "line" ->
                row -> json().numberNode(Long.parseLong(of) + row.version().number() * 10L + row.line());
            case "code" -> code(of);
            case "any" -> any(of);
            case "number" -> row -> json().numberNode(row.within(of));
            case "money" -> row -> DecimalNode.valueOf(money(row, of));
            case "money_text" -> row -> json().textNode(money(row, of).toPlainString());
            // The vendor: null comes as empty text, a value as a number.
            case "money_or_empty" ->
                row -> row.below(2) == 0 ? json().textNode("") : DecimalNode.valueOf(money(row, of));
            case "created" -> row -> time(row, Duration.ZERO);
            case "later" -> row -> time(row, Duration.ofMinutes(1 + row.below(3 * 24 * 60)));
            case "modified" ->
                row -> json().textNode(BeijingTime.of(row.version().modified()));
            case "ts" -> row -> json().numberNode(row.version().ts());
            case "ts_text" -> row -> json().textNode(Long.toString(row.version().ts()));
            case "revision" -> row -> json().textNode(revision(row.version().revision()));
            default -> throw new IllegalArgumentException("no kind of field: " + kind);
        };
    }

    private static FieldRule oneOf(List<String> words) {
        return row -> json().textNode(words.get(row.below(words.size())));
    }

    /** A code that no other row has. */
    private static FieldRule code(String of) {
        int space = of.indexOf(' ');
        long first = Long.parseLong(of.substring(space + 1));
        return row ->
                json().textNode(of.substring(0, space) + (first + row.version().number()));
    }

    /** One of many codes. */
    private static FieldRule any(String of) {
        int space = of.indexOf(' ');
        return row -> json().textNode(of.substring(0, space) + row.within(of.substring(space + 1)));
    }

    private static BigDecimal money(RowDraw row, String range) {
        return BigDecimal.valueOf(row.within(range) * 100 + row.below(100), 2);
    }

    private static JsonNode time(RowDraw row, Duration after) {
        return json().textNode(BeijingTime.of(row.version().created().plus(after)));
    }

    private static String revision(int revision) {
        return revision == 0 ? "" : "第" + revision + "次修改";
    }

    private static JsonNodeFactory json() {
        return JsonNodeFactory.instance;
    }
}
