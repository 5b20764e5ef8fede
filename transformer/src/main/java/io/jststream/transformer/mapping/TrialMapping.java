package io.jststream.transformer.mapping;

import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.transformer.column.Misfit;
import io.jststream.transformer.column.Refusal;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.column.Shortened;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A mapping to try out: what it makes of records, for whoever wants to see that before it runs. Immutable. */
public final class TrialMapping {
    private final Mapping mapping;
    private final String version;
    private final List<Table> lists;

    private TrialMapping(Integration integration) {
        lists = integration.target().lists().stream().map(integration::table).toList();
        mapping = new GuardedMapping(RecordMapper.of(integration));
        version = MappingVersion.of(integration.target());
    }

    /** Compiles the mapping of an integration, as the transformer does. */
    public static TrialMapping of(Integration integration) {
        return new TrialMapping(integration);
    }

    /** What came of a record. */
    public sealed interface Result {
        /**
         * A row, or its deletion.
         *
         * @param value null where the row goes
         * @param misfits columns whose value was cut or left out, {@code items.qty} of a list's
         * @param lines rows of the lists' tables
         */
        @SuppressWarnings("ArrayRecordComponent") // handed on, never changed and never compared
        record Row(byte[] key, byte @Nullable [] value, List<String> misfits, List<Line> lines) implements Result {
            public Row {
                misfits = List.copyOf(misfits);
                lines = List.copyOf(lines);
            }
        }

        /**
         * A dead letter.
         *
         * @param field null where it is about the record as a whole
         */
        record Refused(
                String rule,
                @Nullable String field,
                String reason,
                @Nullable String value) implements Result {}
    }

    /** A row of a list's table. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(Table table, byte[] key, byte[] value) {}

    /** Maps a raw record as the transformer would. */
    public Result map(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        Mapped mapped = mapping.map(key, value, GoneSince.of(headers));
        if (mapped instanceof Mapped.Typed typed) {
            return new Result.Row(
                    typed.key(),
                    typed.value(),
                    typed.misfits().stream().map(Misfit::field).toList(),
                    lines(typed));
        }
        Refusal refusal = ((Mapped.Dead) mapped).refusal();
        return new Result.Refused(
                refusal.rule().label(),
                refusal.field(),
                refusal.reason(),
                refusal.value() == null ? null : Shortened.of(refusal.value()));
    }

    private List<Line> lines(Mapped.Typed typed) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < typed.lines().size(); i++) {
            Table table = lists.get(i);
            typed.lines().get(i).forEach(line -> lines.add(new Line(table, line.key(), line.value())));
        }
        return lines;
    }

    /** What a dead letter's header can say of the rule that was broken. */
    public static List<String> rules() {
        return Arrays.stream(Rule.values()).map(Rule::label).toList();
    }

    /** What a dead letter's header says of this mapping. */
    public String version() {
        return version;
    }
}
