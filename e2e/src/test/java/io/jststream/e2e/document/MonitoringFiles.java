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

/** The alert rules, what keeps alerts back, and the dashboard, as files. */
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

    /**
     * A rule of Alertmanager by which one alert keeps others back.
     *
     * @param source what labels the one has
     * @param target what labels the others have
     * @param equal labels that have to be the same; that both lack one is the same too
     */
    public record Inhibition(List<Matcher> source, List<Matcher> target, List<String> equal) {
        /** Whether an alert with the first labels keeps back one with the others. */
        public boolean keepsBack(Map<String, String> one, Map<String, String> other) {
            return source.stream().allMatch(matcher -> matcher.matches(one))
                    && target.stream().allMatch(matcher -> matcher.matches(other))
                    && equal.stream()
                            .allMatch(label -> one.getOrDefault(label, "").equals(other.getOrDefault(label, "")));
        }
    }

    /** What Alertmanager writes as {@code label="value"}, or {@code =~} with an expression for the whole of it. */
    public record Matcher(String label, boolean expression, String value) {
        private static final Pattern FORM = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");

        static Matcher parse(String text) {
            java.util.regex.Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new AssertionError("alertmanager.yml: found the matcher " + text
                        + ", expected label=\"value\" or label=~\"expression\"");
            }
            return new Matcher(parts.group(1), parts.group(2).equals("=~"), parts.group(3));
        }

        boolean matches(Map<String, String> labels) {
            String found = labels.getOrDefault(label, "");
            return expression ? found.matches(value) : found.equals(value);
        }
    }

    /** Which alerts keep others back. */
    public static List<Inhibition> inhibitions() {
        return list((Map<?, ?>) yaml("alertmanager.yml"), "inhibit_rules").stream()
                .map(rule -> (Map<?, ?>) rule)
                .map(rule -> new Inhibition(
                        matchers(rule, "source_matchers"),
                        matchers(rule, "target_matchers"),
                        list(rule, "equal").stream().map(String::valueOf).toList()))
                .toList();
    }

    private static List<Matcher> matchers(Map<?, ?> rule, String key) {
        return list(rule, key).stream().map(String::valueOf).map(Matcher::parse).toList();
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
