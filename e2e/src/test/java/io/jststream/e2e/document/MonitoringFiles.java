package io.jststream.e2e.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.e2e.tool.House;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules and the dashboard, as files. */
public final class MonitoringFiles {
    public static final Path FOLDER = House.ROOT.resolve("monitoring");
    /** Whatever is followed by a selector or stands alone and looks like a metric of ours, of a JVM or of Prometheus itself. */
    private static final Pattern METRIC = Pattern.compile("\\b((?:jst|jvm|process)_[a-z_]+|up)\\b");

    private MonitoringFiles() {}

    /** One alert. */
    public record Alert(String name, String expression, String severity, Map<String, String> annotations) {}

    public static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        Map<?, ?> file = (Map<?, ?>) yaml("alerts.yml");
        for (Object group : list(file, "groups")) {
            for (Object rule : list((Map<?, ?>) group, "rules")) {
                Map<?, ?> alert = (Map<?, ?>) rule;
                alerts.add(new Alert(
                        String.valueOf(alert.get("alert")),
                        String.valueOf(alert.get("expr")),
                        texts(alert.get("labels")).getOrDefault("severity", ""),
                        texts(alert.get("annotations"))));
            }
        }
        return alerts;
    }

    /** The expressions of all panels. */
    public static List<String> panels() {
        try {
            JsonNode dashboard = new ObjectMapper()
                    .readTree(FOLDER.resolve("grafana/dashboards/flow.json").toFile());
            return dashboard.findValuesAsText("expr");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The metrics that an expression asks for. */
    public static Set<String> metrics(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Object yaml(String file) {
        return new Load(LoadSettings.builder().build()).loadFromString(House.read(FOLDER.resolve(file)));
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> found ? found : List.of();
    }

    private static Map<String, String> texts(@Nullable Object map) {
        Map<?, ?> found = map instanceof Map<?, ?> texts ? texts : Map.of();
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }
}
