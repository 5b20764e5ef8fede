package io.jststream.bench.parts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A service as docker-compose.yml and the Dockerfile have it.
 *
 * @param image its image
 * @param memory the most that it may take, such as {@code 448m}
 * @param command what is started in it; of a service of ours, Java with its options
 * @param environment variables of docker-compose.yml
 */
public record Container(String image, String memory, List<String> command, Map<String, String> environment) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "jst-stream/";

    public Container {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Reads both files.
     *
     * @param root the folder that they are in
     */
    public static Container of(String service, Path root) throws IOException {
        return of(
                service,
                Files.readString(root.resolve("docker-compose.yml")),
                Files.readString(root.resolve("Dockerfile")));
    }

    static Container of(String service, String compose, String dockerfile) throws IOException {
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(compose);
        if (!(file.get("services") instanceof Map<?, ?> services)
                || !(services.get(service) instanceof Map<?, ?> found)) {
            throw new IOException("docker-compose.yml has no service " + service);
        }
        String image = String.valueOf(found.get("image"));
        List<String> command = new ArrayList<>();
        List<String> own = found.get("command") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        if (image.startsWith(OURS)) {
            String stage = stage(image.substring(OURS.length()), dockerfile);
            command.addAll(instruction("ENTRYPOINT", stage));
            command.addAll(own.isEmpty() ? instruction("CMD", stage) : own);
        } else {
            command.addAll(own);
        }
        return new Container(image, String.valueOf(found.get("mem_limit")), command, environment(found));
    }

    private static Map<String, String> environment(Map<?, ?> service) {
        Map<String, String> environment = new HashMap<>();
        if (service.get("environment") instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        }
        return environment;
    }

    /** The part of the Dockerfile that makes this image. */
    private static String stage(String target, String dockerfile) throws IOException {
        Matcher stage = Pattern.compile("(?ms)^FROM \\S+ AS " + Pattern.quote(target) + "$(.*?)(?=^FROM |\\z)")
                .matcher(dockerfile);
        if (!stage.find()) {
            throw new IOException("the Dockerfile has no target " + target);
        }
        return stage.group(1);
    }

    private static List<String> instruction(String name, String stage) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + " (\\[.*])$").matcher(stage);
        return line.find() ? JSON.readValue(line.group(1), new TypeReference<List<String>>() {}) : List.of();
    }

    /** The options of its JVM, but for those that name files of the image. */
    public List<String> javaOptions() {
        List<String> options = new ArrayList<>(command.subList(1, command.indexOf("-cp")));
        options.removeIf(option -> option.startsWith("-XX:SharedArchiveFile="));
        return options;
    }

    /** The program and its arguments. */
    public List<String> program() {
        return command.subList(command.indexOf("-cp") + 2, command.size());
    }
}
