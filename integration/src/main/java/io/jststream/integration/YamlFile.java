package io.jststream.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
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
        } catch (IOException e) {
            problems.add(file.toString(), Problems.NO_LINE, "cannot be read as UTF-8 YAML: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** As {@link #read}, of a text that is called so. */
    static Optional<YamlNode> parse(String file, String text, String expectation, Problems problems) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            if (root.isEmpty()) {
                problems.add(file, Problems.NO_LINE, "is empty, expected " + expectation);
            }
            return root.map(node -> YamlNode.root(file, node, problems));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE);
            problems.add(file, line, "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(file, Problems.NO_LINE, "is not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }
}
