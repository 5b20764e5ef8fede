package io.jststream.transformer.mapping;

import io.jststream.integration.Column;
import io.jststream.integration.Integration;
import io.jststream.integration.Template;
import io.jststream.integration.Template.Format;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a typed record of a raw one: a pure function of the record and of the mapping that it was compiled from, so that a
 * replay changes nothing. Immutable; one serves all threads.
 */
public final class RecordMapper implements Mapping {
    private final FieldReader keyFields = FieldReader.ofKeys();
    private final FieldReader valueFields = FieldReader.ofRecords();
    private final RowWriter keyOfKey;
    private final RowWriter keyOfValue;
    private final RowWriter row;
    private final RowRules rules;
    private final List<ListMapper> lists;
    private final boolean deletes;
    /** Whether a raw key is its typed key where their bytes are the same. */
    private final boolean keysAlike;

    private RecordMapper(Integration integration) {
        List<Column> key = integration.table().keyColumns();
        keyOfKey = RowWriter.of(key, key, keyFields);
        keyOfValue = RowWriter.of(key, key, valueFields);
        row = RowWriter.of(integration.target().columns(), key, valueFields);
        rules = RowRules.of(integration.target());
        lists = integration.target().lists().stream()
                .map(list -> ListMapper.of(list, integration.table(list), valueFields))
                .toList();
        deletes = integration.source().gone().deletes();
        keysAlike = key.stream().allMatch(RecordMapper::isAsInSource);
    }

    /** Compiles the mapping of an integration. */
    public static RecordMapper of(Integration integration) {
        return new RecordMapper(integration);
    }

    // region mapper
    @Override
    public Mapped map(byte @Nullable [] key, byte @Nullable [] value, @Nullable String goneSince) {
        try {
            if (value == null || (goneSince != null && deletes)) {
                return new Mapped.Typed(typedKey(key), null, List.of());
            }
            return mapRow(key, value, goneSince);
        } catch (RefusedException e) {
            return new Mapped.Dead(e.refusal());
        }
    }

    private Mapped mapRow(byte @Nullable [] key, byte[] value, @Nullable String goneSince) throws RefusedException {
        RecordFields fields = valueFields.read(value, goneSince);
        RowWriter.Row typedValue = row.write(fields.values());
        byte[] typedKey =
                keyOfValue.write(fields.values(), keysAlike ? key : null).json();
        boolean alike = typedKey == key; // the very array, so they have been compared
        if (!alike && !Arrays.equals(typedKey(key), typedKey)) {
            throw RefusedException.of(
                    Rule.KEY, "found the key of another record, expected that of the value", text(key));
        }
        if (lists.isEmpty()) {
            return new Mapped.Typed(
                    typedKey, typedValue.json(), typedValue.misfits(), rules.judge(typedValue.json()), List.of());
        }
        List<Misfit> misfits = new ArrayList<>(typedValue.misfits());
        List<RuleWarning> warnings = new ArrayList<>(rules.judge(typedValue.json()));
        List<List<Mapped.Line>> lines = mapLines(fields, misfits, warnings);
        return new Mapped.Typed(typedKey, typedValue.json(), misfits, warnings, lines);
    }

    private List<List<Mapped.Line>> mapLines(RecordFields fields, List<Misfit> misfits, List<RuleWarning> warnings)
            throws RefusedException {
        List<List<Mapped.Line>> lines = new ArrayList<>();
        for (int i = 0; i < lists.size(); i++) {
            lines.add(lists.get(i).map(fields.values(), fields.lists().get(i), misfits, warnings));
        }
        return lines;
    }

    /** A tombstone has nothing but its key, so the row is always named by the key and never by the value. */
    private byte[] typedKey(byte @Nullable [] key) throws RefusedException {
        if (key == null) {
            throw RefusedException.of(Rule.KEY, "found no key, expected a JSON object", null);
        }
        try {
            return keyOfKey.write(keyFields.read(key, null).values()).json();
        } catch (RefusedException e) {
            throw e.inKey(text(key));
        }
    }
    // endregion

    /** Whether the column is a field under its own name, as it stands there. */
    private static boolean isAsInSource(Column column) {
        return column.replace().isEmpty()
                && column.value()
                        .parts()
                        .equals(List.of(new Template.Part.Field(List.of(column.field()), Format.NONE)));
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
