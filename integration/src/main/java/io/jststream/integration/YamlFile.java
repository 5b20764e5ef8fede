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
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
            if (root.isEmpty()) {
                problems.add(file.toString(), Problems.NO_LINE, "is empty, expected " + expectation);
            }
            return root.map(node -> YamlNode.root(file.toString(), node, problems));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(Problems.NO_LINE);
            problems.add(file.toString(), line, "is not YAML: " + e.getProblem());
        } catch (YamlEngineException | IOException e) {
            problems.add(file.toString(), Problems.NO_LINE, "cannot be read as UTF-8 YAML: " + e.getMessage());
        }
        return Optional.empty();
    }
}
