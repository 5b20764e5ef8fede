package io.jststream.integration.scheme;

import io.jststream.integration.Column;
import io.jststream.integration.OnMisfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a file of the catalog as a person would: one line a column, quotes only where they are needed. */
final class CatalogText {
    /** What YAML takes as it stands, between braces too, and for a text and nothing else. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_/][\\p{L}\\p{N}_./()>（）、，-]*");

    private static final Set<String> WORDS_OF_YAML = Set.of("null", "true", "false", "yes", "no", "on", "off");

    private CatalogText() {}

    static String of(String name, String title, SourceImport source, TargetImport target) {
        List<String> lines = new ArrayList<>();
        lines.add("name: " + scalar(name));
        lines.add("title: " + scalar(title));
        lines.add("source:");
        lines.add("  api: " + scalar(source.api()));
        lines.add("  method: POST");
        lines.add("  request:");
        source.request()
                .forEach((field, value) ->
                        lines.add("    - {field: " + scalar(field) + ", value: " + quoted(value) + "}"));
        lines.add("  records: " + scalar(source.records()));
        lines.add("  key: " + list(source.key()));
        source.reading().forEach(line -> lines.add("  " + line));
        lines.add("  every: " + source.every());
        lines.add("target:");
        lines.add("  table: " + scalar(target.table()));
        lines.add("  key: " + list(target.key()));
        lines.add("  main_params:");
        target.columns().forEach(column -> lines.add("    - {" + String.join(", ", keys(column)) + "}"));
        target.leftOut().forEach(text -> lines.add("    # " + text));
        lists(target.lists().stream().filter(ListImport::complete).toList()).forEach(line -> lines.add("  " + line));
        lists(target.lists().stream().filter(list -> !list.complete()).toList())
                .forEach(line -> lines.add("  # " + line));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> lists(List<ListImport> lists) {
        List<String> lines = new ArrayList<>();
        if (!lists.isEmpty()) {
            lines.add("lists:");
        }
        for (ListImport list : lists) {
            lines.add("  - name: " + scalar(list.name()));
            lines.add("    of: " + scalar(list.of()));
            lines.add("    table: " + scalar(list.table()));
            lines.add("    key: " + list(list.key())
                    + (list.complete()
                            ? ""
                            : "  # add the column that tells the lines of a record apart, and make it required"));
            lines.add("    main_params:");
            list.columns().forEach(column -> lines.add("      - {" + String.join(", ", keys(column)) + "}"));
            list.leftOut().forEach(text -> lines.add("      # " + text));
        }
        return lines;
    }

    private static List<String> keys(Column column) {
        List<String> keys = new ArrayList<>();
        keys.add("field: " + scalar(column.field()));
        keys.add("value: " + quoted(column.value().text()));
        keys.add("type: " + scalar(column.type().sql()));
        if (column.required()) {
            keys.add("required: true");
        }
        if (!column.comment().isEmpty()) {
            keys.add("comment: " + scalar(column.comment()));
        }
        if (!column.replace().isEmpty()) {
            keys.add("replace: " + replace(column.replace()));
        }
        if (!column.nullIf().equals(Column.nullIf(column.type()))) {
            keys.add("null_if: " + list(List.copyOf(new TreeSet<>(column.nullIf()))));
        }
        if (column.onMisfit() != OnMisfit.REJECT) {
            keys.add("on_misfit: " + quoted(column.onMisfit().label()));
        }
        return keys;
    }

    private static String replace(Map<String, @Nullable String> replace) {
        List<String> entries = new ArrayList<>();
        new TreeMap<String, @Nullable String>(replace)
                .forEach((from, to) -> entries.add(quoted(from) + ": " + (to == null ? "null" : quoted(to))));
        return "{" + String.join(", ", entries) + "}";
    }

    private static String list(List<String> names) {
        return "[" + String.join(", ", names.stream().map(CatalogText::scalar).toList()) + "]";
    }

    private static String scalar(String text) {
        return PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text) ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
