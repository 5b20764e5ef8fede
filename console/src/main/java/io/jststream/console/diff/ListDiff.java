package io.jststream.console.diff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.integration.TypedSchema;
import io.jststream.transformer.mapping.TrialMapping.Line;
import io.jststream.transformer.mapping.TrialMapping.Result;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would become of the rows of a list's table. Not thread-safe. */
final class ListDiff {
    private final String table;
    private final String list;
    private final Presence presence;
    private final boolean deletes;
    private final TableDiff rows;

    /** Which of the catalog files has a list for the table. */
    private enum Presence {
        BOTH,
        /** The other file alone. */
        ADDED,
        /** The live file alone. */
        DROPPED
    }

    private ListDiff(String table, Optional<Table> live, Optional<Table> other, int shown) {
        this.table = table;
        this.list = other.or(() -> live)
                .map(each -> each.topic().substring(each.topic().lastIndexOf('.') + 1))
                .orElse("");
        this.presence = live.isEmpty() ? Presence.ADDED : other.isEmpty() ? Presence.DROPPED : Presence.BOTH;
        // The transformer knows the lines that it has sent by this schema: of another one it deletes none.
        this.deletes = live.map(TypedSchema::key).equals(other.map(TypedSchema::key));
        this.rows = new TableDiff(shown);
    }

    /** One for each table that either file fills with the lines of a list. */
    static List<ListDiff> of(Integration live, Integration other, int shown) {
        Map<String, Table> now = tables(live);
        Map<String, Table> then = tables(other);
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(then.keySet());
        return names.stream()
                .map(name -> new ListDiff(
                        name, Optional.ofNullable(now.get(name)), Optional.ofNullable(then.get(name)), shown))
                .toList();
    }

    private static Map<String, Table> tables(Integration integration) {
        Map<String, Table> tables = new LinkedHashMap<>();
        integration.target().lists().stream().map(integration::table).forEach(table -> tables.put(table.name(), table));
        return tables;
    }

    /** The lines of a record; a mapping that refuses it leaves those that are there. */
    void compare(Result.@Nullable Row live, Result.@Nullable Row other) {
        Map<ByteBuffer, Line> then = new LinkedHashMap<>();
        lines(other).forEach(line -> then.put(ByteBuffer.wrap(line.key()), line));
        lines(live).forEach(line -> {
            Line same = then.remove(ByteBuffer.wrap(line.key()));
            if (same != null) {
                rows.compare(line.key(), line.value(), same.value());
            } else if (other != null && deletes) {
                rows.removed(line.key());
            } else {
                rows.kept(line.key());
            }
        });
        then.values().forEach(line -> rows.added(line.key()));
    }

    private Stream<Line> lines(Result.@Nullable Row row) {
        return row == null
                ? Stream.empty()
                : row.lines().stream().filter(line -> line.table().name().equals(table));
    }

    boolean same() {
        return rows.same() && presence == Presence.BOTH;
    }

    /** For a person. */
    List<String> lines() {
        String remark = switch (presence) {
            case BOTH -> "";
            case ADDED -> "; the other file adds it";
            case DROPPED -> "; the other file has it no more, and nobody deletes its rows";
        };
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-13s ", table) + rows.sums() + ": lines of " + list + remark);
        lines.addAll(rows.details(table + "."));
        return lines;
    }

    /** For a program. */
    void addTo(ObjectNode json) {
        json.put("table", table).put("list", list).put("file", presence.name().toLowerCase(Locale.ROOT));
        rows.addTo(json);
    }
}
