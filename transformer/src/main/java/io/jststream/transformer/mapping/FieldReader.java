package io.jststream.transformer.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.jststream.integration.NestedList;
import io.jststream.integration.Template.Part.Field;
import io.jststream.integration.expression.Input;
import io.jststream.transformer.column.RefusedException;
import io.jststream.transformer.column.Rule;
import io.jststream.transformer.column.Slots;
import io.jststream.transformer.column.SourceValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that a mapping names out of a record's JSON, in one pass and without a tree. Every field has a slot, its
 * index in what {@link #read} returns. Of a name that stands twice in one object the last counts, as almost everywhere.
 */
final class FieldReader implements Slots {
    private static final int NO_SLOT = -1;
    /** With so many children at most, all are compared with a name: that costs less than to decode it and look it up. */
    private static final int FEW = 16;
    /** Of more children, those that are compared before the name is decoded. */
    private static final int GUESSES = 4;

    private final boolean flat;
    private final Branch root = new Branch("");
    private final List<FieldReader> lists = new ArrayList<>();
    private int slots;
    private int goneAt = NO_SLOT;

    private FieldReader(boolean flat) {
        this.flat = flat;
    }

    /** Reads records, where a dotted path leads from object to object. */
    static FieldReader ofRecords() {
        return new FieldReader(false);
    }

    /** Reads the keys of raw records, where the dotted path of a field is a name. */
    static FieldReader ofKeys() {
        return new FieldReader(true);
    }

    /** One object of the record: the names in it that matter. Complete before the first record is read. */
    private static final class Branch {
        private final FieldName name;
        private final Map<String, Branch> children = new HashMap<>();
        private @Nullable Branch firstChild;
        private @Nullable Branch lastChild;
        /** The one that the catalog names next, and the first one behind the last: as a rule a record does so too. */
        private Branch sibling = this;

        private int slot = NO_SLOT;
        private boolean whole;
        private int input = NO_SLOT;
        private @Nullable Lines lines;

        Branch(String name) {
            this.name = new FieldName(name);
        }

        /** Takes back what another object of the same name has left. */
        void forget(RecordFields fields) {
            for (Branch child : children.values()) {
                if (child.slot != NO_SLOT) {
                    fields.values()[child.slot] = null;
                }
                if (child.input != NO_SLOT) {
                    fields.values()[child.input] = null;
                }
                if (child.lines != null) {
                    fields.lists().set(child.lines.number(), List.of());
                }
                child.forget(fields);
            }
        }

        /** The child of that name; a new one at its first mention. */
        Branch child(String childName) {
            return children.computeIfAbsent(childName, this::add);
        }

        private Branch add(String childName) {
            Branch child = new Branch(childName);
            if (firstChild == null || lastChild == null) {
                firstChild = child;
            } else {
                child.sibling = firstChild;
                lastChild.sibling = child;
            }
            lastChild = child;
            return child;
        }
    }

    /** A list whose lines are wanted: its name in the catalog, its place among the lists, and what reads one of its lines. */
    private record Lines(String list, int number, FieldReader line) {}

    @Override
    public int slot(Field field, boolean whole) {
        Branch branch = branch(field.path());
        if (branch.slot == NO_SLOT) {
            branch.slot = slots++;
        }
        branch.whole |= whole;
        return branch.slot;
    }

    @Override
    public int slotOfInput(Input input) {
        Branch branch = branch(List.of(input.field()));
        if (branch.input == NO_SLOT) {
            branch.input = slots++;
        }
        return branch.input;
    }

    private Branch branch(List<String> path) {
        Branch branch = root;
        for (String name : flat ? List.of(String.join(".", path)) : path) {
            branch = branch.child(name);
        }
        return branch;
    }

    /** Has the lines of a list read too; gives what reads the fields of one line. Only while a mapping is compiled. */
    FieldReader linesOf(NestedList list) {
        FieldReader line = ofRecords();
        branch(list.of()).lines = new Lines(list.name(), lists.size(), line);
        lists.add(line);
        return line;
    }

    @Override
    public int slotOfGoneAt() {
        if (goneAt == NO_SLOT) {
            goneAt = slots++;
        }
        return goneAt;
    }

    /** The fields of a record. */
    RecordFields read(byte[] json, @Nullable String goneSince) throws RefusedException {
        RecordFields fields = emptyFields(goneSince);
        try {
            read(new PlainTokens(json), fields);
        } catch (NotPlainException e) {
            fields = emptyFields(goneSince);
            readDecoded(json, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        return fields;
    }

    private void readDecoded(byte[] json, RecordFields fields) throws RefusedException {
        try {
            read(new DecodedTokens(json), fields);
        } catch (StreamConstraintsException e) {
            throw notAnObject("JSON of more levels, or with a longer name or number, than is read");
        } catch (JsonProcessingException e) {
            throw notAnObject("broken JSON at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private void read(RecordTokens tokens, RecordFields fields) throws IOException, RefusedException {
        JsonToken first = tokens.nextValue();
        if (first != JsonToken.START_OBJECT) {
            throw notAnObject(
                    first == JsonToken.NOT_AVAILABLE
                            ? "nothing"
                            : tokens.value().describe());
        }
        readObject(tokens, root, fields);
        if (!tokens.isEnd()) {
            throw notAnObject("more behind the object");
        }
    }

    private RecordFields emptyFields(@Nullable String goneSince) {
        RecordFields fields = emptyFields();
        if (goneAt != NO_SLOT && goneSince != null) {
            fields.values()[goneAt] = SourceValue.text(goneSince);
        }
        return fields;
    }

    private RecordFields emptyFields() {
        List<List<@Nullable SourceValue[]>> lines = lists.isEmpty() ? List.of() : new ArrayList<>(lists.size());
        lists.forEach(list -> lines.add(List.of()));
        return new RecordFields(new @Nullable SourceValue[slots], lines);
    }

    private static void readObject(RecordTokens tokens, Branch branch, RecordFields fields)
            throws IOException, RefusedException {
        @Nullable SourceValue[] values = fields.values();
        Branch guess = branch.firstChild;
        if (guess == null) {
            tokens.skipChildren();
            return;
        }
        while (tokens.nextName()) {
            Branch child = takeName(tokens, branch, guess);
            JsonToken token = tokens.nextValue();
            if (child == null) {
                tokens.skipChildren();
                continue;
            }
            guess = child.sibling;
            if (child.firstChild != null) {
                child.forget(fields);
            }
            if (child.slot != NO_SLOT) {
                values[child.slot] = token == JsonToken.VALUE_NULL ? null : tokens.value();
            }
            boolean whole = child.whole || child.input != NO_SLOT;
            int start = whole && token.isStructStart() ? tokens.begin() : -1;
            if (child.lines != null) {
                fields.lists().set(child.lines.number(), readLines(tokens, token, child.lines));
            } else if (token == JsonToken.START_OBJECT) {
                readObject(tokens, child, fields);
            } else {
                tokens.skipChildren();
            }
            if (start >= 0) {
                take(tokens.structure(token, start), child, values);
            } else if (child.input != NO_SLOT) {
                values[child.input] = Values.input(token, tokens.value().text());
            }
        }
    }

    /** The child that has the name; null where none has. A record may lack some that the catalog names. */
    private static @Nullable Branch takeName(RecordTokens tokens, Branch branch, Branch guess) throws IOException {
        Branch child = guess;
        int children = branch.children.size();
        int guesses = children <= FEW ? children : GUESSES;
        for (int guessed = 0; guessed < guesses; guessed++) {
            if (tokens.takeName(child.name)) {
                return child;
            }
            child = child.sibling;
        }
        if (guesses == children) {
            tokens.skipName();
            return null;
        }
        return branch.children.get(tokens.name());
    }

    private static void take(SourceValue structure, Branch branch, @Nullable SourceValue[] values) throws IOException {
        if (branch.whole) {
            values[branch.slot] = structure;
        }
        if (branch.input != NO_SLOT) {
            values[branch.input] = Values.input(structure);
        }
    }

    private static List<@Nullable SourceValue[]> readLines(RecordTokens tokens, JsonToken token, Lines lines)
            throws IOException, RefusedException {
        if (token == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (token != JsonToken.START_ARRAY) {
            throw RefusedException.of(Rule.JSON, tokens.value(), "a list").at(lines.list());
        }
        List<@Nullable SourceValue[]> read = new ArrayList<>();
        for (JsonToken line = tokens.nextElement(); line != JsonToken.END_ARRAY; line = tokens.nextElement()) {
            if (line != JsonToken.START_OBJECT) {
                throw RefusedException.of(Rule.JSON, tokens.value(), "an object")
                        .inLine(lines.list(), read.size());
            }
            RecordFields fields = lines.line().emptyFields();
            readObject(tokens, lines.line().root, fields);
            read.add(fields.values());
        }
        return read;
    }

    private static RefusedException notAnObject(String found) {
        return RefusedException.of(Rule.JSON, "found " + found + ", expected a JSON object", null);
    }
}
