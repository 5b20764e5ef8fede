package io.jststream.integration.catalog;

import io.jststream.service.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A piece of a YAML file that knows where it stands. What does not have the expected form becomes a problem and reads as
 * absent, so that one reading finds all errors.
 */
public final class YamlNode {
    /** Characters of a value that a message shows whole. */
    private static final int SHOWN = 120;

    private final String file;
    private final String key;
    private final int line;
    private final Node node;
    private final Problems problems;

    private YamlNode(String file, String key, int line, Node node, Problems problems) {
        this.file = file;
        this.key = key;
        this.line = line;
        this.node = node;
        this.problems = problems;
    }

    /** The root of a file. */
    static YamlNode root(String file, Node node, Problems problems) {
        return new YamlNode(file, "", lineOf(node), node, problems);
    }

    /** Reports what was found here instead of what was expected. */
    public void expected(String expectation) {
        problem("found " + shown() + ", expected " + expectation);
    }

    /** As {@link #expected}, naming the known name that is nearest to what was found. */
    public void expectedOneOf(String expectation, Collection<String> known) {
        problem("found " + shown() + ", expected " + expectation + DidYouMean.hint(scalar().orElse(""), known));
    }

    /** Reports that a key is missing here. */
    public void missing(String name, String expectation) {
        if (!(node instanceof MappingNode)) {
            return; // that it is none has been said
        }
        problems.add(file, line, path(name) + ": missing, expected " + expectation);
    }

    /** The children of a mapping by their keys; a key that is not known or stands twice is a problem. */
    public Map<String, YamlNode> children(Collection<String> known) {
        Map<String, YamlNode> children = entries();
        children.forEach((name, child) -> {
            if (!known.contains(name)) {
                problems.add(
                        file,
                        child.line,
                        child.key + ": unknown key, expected one of " + String.join(", ", known)
                                + DidYouMean.hint(name, known));
            }
        });
        return children;
    }

    /** The children of a mapping by their keys, whatever these are. */
    Map<String, YamlNode> entries() {
        Map<String, YamlNode> children = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            expected("a mapping of keys to values");
            return children;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            int keyLine = lineOf(tuple.getKeyNode());
            YamlNode child = new YamlNode(file, path(name), keyLine, tuple.getValueNode(), problems);
            if (children.putIfAbsent(name, child) != null) {
                problems.add(file, keyLine, child.key + ": stands twice, expected once");
            }
        }
        return children;
    }

    /** The elements of a list. */
    public List<YamlNode> elements() {
        List<YamlNode> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                elements.add(new YamlNode(file, key + "[" + elements.size() + "]", lineOf(element), element, problems));
            }
        } else {
            expected("a list");
        }
        return elements;
    }

    /** The text of a scalar, numbers and booleans as they are written. */
    public Optional<String> text() {
        Optional<String> scalar = scalar();
        if (scalar.isEmpty()) {
            expected("a text");
        }
        return scalar;
    }

    /** Whether this is YAML's null: nothing, {@code null} or {@code ~}. */
    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Whether this is a list. */
    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether this has keys. */
    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The text of a scalar as it is written, {@code null} too; empty where this is no scalar. */
    Optional<String> written() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The text, converted; where the conversion yields null the expectation becomes a problem. */
    public <T> Optional<T> as(String expectation, Function<String, @Nullable T> conversion) {
        Optional<String> scalar = scalar();
        Optional<T> value = scalar.map(conversion);
        if (value.isEmpty()) {
            expected(expectation);
        }
        return value;
    }

    private Optional<String> scalar() {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private void problem(String message) {
        problems.add(file, line, (key.isEmpty() ? "" : key + ": ") + message);
    }

    private String shown() {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        return node instanceof SequenceNode
                ? "a list"
                : scalar().map(YamlNode::shortened).orElse("nothing");
    }

    private static String shortened(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "…")
                + "'";
    }

    private String path(String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE);
    }
}
