package io.jststream.integration;

import io.jststream.integration.rule.FieldRule;
import io.jststream.integration.rule.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of the table and where its value comes from.
 *
 * @param field name of the column
 * @param value template that is filled from the raw record, or expression
 * @param required whether a record without this value is refused
 * @param comment the column's comment in the table
 * @param replace source values (as text) that stand for another value, or for NULL; looked up before conversion
 * @param nullIf source values (as text) that stand for none; of a date or datetime, days
 * @param onMisfit what becomes of a value that does not fit the type
 * @param rules what the value has to be beyond its type
 */
public record Column(
        String field,
        Template value,
        ColumnType type,
        boolean required,
        String comment,
        Map<String, @Nullable String> replace,
        Set<String> nullIf,
        OnMisfit onMisfit,
        List<FieldRule> rules) {
    /** Days that programs write where there is no date: MySQL's zero, that of .NET, and that of SQL Server. */
    public static final Set<String> NO_DATES = Set.of("0000-00-00", "0001-01-01", "1900-01-01");

    public Column {
        replace = Collections.unmodifiableMap(new HashMap<String, @Nullable String>(replace));
        nullIf = Set.copyOf(nullIf);
        rules = List.copyOf(rules);
    }

    /** A column without rules. */
    public Column(
            String field,
            Template value,
            ColumnType type,
            boolean required,
            String comment,
            Map<String, @Nullable String> replace,
            Set<String> nullIf,
            OnMisfit onMisfit) {
        this(field, value, type, required, comment, replace, nullIf, onMisfit, List.of());
    }

    /** A column whose type decides what stands for no value, and that rejects what does not fit. */
    public Column(
            String field,
            Template value,
            ColumnType type,
            boolean required,
            String comment,
            Map<String, @Nullable String> replace) {
        this(field, value, type, required, comment, replace, nullIf(type), OnMisfit.REJECT);
    }

    /** Name of {@link #goneAt}. */
    public static final String GONE_AT = "gone_at";

    /** The column that says since when a record is gone, in the table of an integration that marks; NULL while it is there. */
    public static Column goneAt() {
        return new Column(
                GONE_AT,
                new Template("", List.of(new Template.Part.GoneAt())),
                new ColumnType.Datetime(3),
                false,
                "源头消失时间 (NULL = 仍在)",
                Map.of());
    }

    /** What rules can compare its values with. */
    public Kind kind() {
        return kind(type);
    }

    public static Kind kind(ColumnType type) {
        if (type instanceof ColumnType.Varchar || type instanceof ColumnType.Text) {
            return Kind.TEXT;
        } else if (type instanceof ColumnType.Date || type instanceof ColumnType.Datetime) {
            return Kind.DATE;
        } else if (type instanceof ColumnType.Bool) {
            return Kind.TRUTH;
        }
        return type instanceof ColumnType.Json ? Kind.JSON : Kind.NUMBER;
    }

    /** What stands for no value unless the catalog says otherwise. */
    public static Set<String> nullIf(ColumnType type) {
        return kind(type) == Kind.DATE ? NO_DATES : Set.of();
    }
}
