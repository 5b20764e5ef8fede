package io.jststream.integration.rule;

import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a column's value has to be. NULL breaks none of them but {@link Present}, as with a CHECK of a database. */
public sealed interface FieldRule {
    /** What becomes of a record that breaks it. */
    Severity severity();

    /** The key in the catalog; it names the rule in a dead letter and in a metric, so it is a contract. */
    String label();

    /** Whether a value that is not NULL is what it has to be. */
    boolean allows(Object value);

    /** What was expected, for a person. */
    String expected();

    /** Not less than a bound. */
    record Min(Kind kind, Object bound, String text, Severity severity) implements FieldRule {
        @Override
        public String label() {
            return "min";
        }

        @Override
        public boolean allows(Object value) {
            return kind.compare(value, bound) >= 0;
        }

        @Override
        public String expected() {
            return text + " or more";
        }
    }

    /** Not more than a bound. */
    record Max(Kind kind, Object bound, String text, Severity severity) implements FieldRule {
        @Override
        public String label() {
            return "max";
        }

        @Override
        public boolean allows(Object value) {
            return kind.compare(value, bound) <= 0;
        }

        @Override
        public String expected() {
            return text + " or less";
        }
    }

    /** A text of a form. The matcher's time grows with the text's length and no faster, whatever the pattern. */
    record Matches(Pattern pattern, Severity severity) implements FieldRule {
        @Override
        public String label() {
            return "pattern";
        }

        @Override
        public boolean allows(Object value) {
            return pattern.matches((String) value);
        }

        @Override
        public String expected() {
            return "the form " + pattern.pattern();
        }
    }

    /** One of some values. */
    record OneOf(Kind kind, Set<Object> values, List<String> texts, Severity severity) implements FieldRule {
        public OneOf {
            values = Collections.unmodifiableSet(new LinkedHashSet<>(values)); // in order, for the mapping's version
            texts = List.copyOf(texts);
        }

        @Override
        public String label() {
            return "in";
        }

        @Override
        public boolean allows(Object value) {
            return values.contains(value) || values.stream().anyMatch(each -> kind.compare(each, value) == 0);
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", texts);
        }
    }

    /** A value at all; counted only, because a column that needs one is {@code required: true}. */
    record Present(Severity severity) implements FieldRule {
        @Override
        public String label() {
            return "required";
        }

        @Override
        public boolean allows(@Nullable Object value) {
            return value != null;
        }

        @Override
        public String expected() {
            return "a value";
        }
    }
}
