package io.jststream.integration.catalog;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Refuses YAML's tags but those of plain values: nothing here does what another one asks for. Not thread-safe. */
final class YamlTags {
    private static final Set<Tag> PLAIN = Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private final String file;
    private final Problems problems;
    /** An anchor leads to the same piece again, or to one that holds itself. */
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    YamlTags(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** One problem for each tag of this piece and of what it holds. */
    void refuseUnknown(Node node) {
        if (!seen.add(node)) {
            return;
        }
        if (!PLAIN.contains(node.getTag())) {
            problems.add(
                    file,
                    node.getStartMark().map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE),
                    "found the tag " + written(node.getTag()) + ", expected a plain value: take it away");
        }
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> {
                refuseUnknown(entry.getKeyNode());
                refuseUnknown(entry.getValueNode());
            });
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::refuseUnknown);
        }
    }

    private static String written(Tag tag) {
        return tag.getValue().startsWith(Tag.PREFIX)
                ? "!!" + tag.getValue().substring(Tag.PREFIX.length())
                : tag.getValue();
    }
}
