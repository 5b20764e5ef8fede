package io.jststream.integration.catalog;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML file of a configuration, so that whatever is wrong with it can be said with file, line and key. */
public final class YamlFile {
    private YamlFile() {}

    /**
     * The root of the file; empty, and a problem, where the file cannot be read.
     *
     * @param expectation what the file should hold, for the message where it holds nothing
     */
    public static Optional<YamlNode> read(Path file, String expectation, Problems problems) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8), expectation, problems);
        } catch (CharacterCodingException e) {
            problems.add(
                    file.toString(),
                    Problems.NO_LINE,
                    "is not UTF-8, expected that: save it as UTF-8, not as GBK or UTF-16 as some editors do");
        } catch (IOException e) {
            problems.add(file.toString(), Problems.NO_LINE, "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** As {@link #read}, of a text that is called so. */
    static Optional<YamlNode> parse(String file, String text, String expectation, Problems problems) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            if (root.isEmpty()) {
                problems.add(file, Problems.NO_LINE, "is empty, expected " + expectation);
            }
            root.ifPresent(node -> new YamlTags(file, problems).refuseUnknown(node));
            return root.map(node -> YamlNode.root(file, node, problems));
        } catch (MarkedYamlEngineException e) {
            problems.add(file, line(e), "is not YAML: " + e.getProblem() + Punctuation.hint(text, line(e)));
        } catch (ReaderException e) {
            int line = (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problems.add(
                    file,
                    line,
                    "is not YAML: found the character U+" + String.format("%04X", e.getCodePoint())
                            + ", expected one that can be printed");
        } catch (YamlEngineException e) {
            problems.add(file, Problems.NO_LINE, "is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** The line of the mistake: of a key without its colon, or a brace without its partner, where that stands and not where reading ended. */
    private static int line(MarkedYamlEngineException e) {
        String context = String.valueOf(e.getContext());
        Optional<Mark> begun =
                context.contains("simple key") || context.contains("flow") ? e.getContextMark() : Optional.empty();
        return begun.or(e::getProblemMark).map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE);
    }
}
