package io.jststream.console.plan;

import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.integration.Table;
import io.jststream.service.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What differs between a connector's config as the settings make it and as the worker has it. */
final class ConnectorPlan {
    /** A secret among the parameters of a URL. */
    private static final Pattern IN_URL = Pattern.compile("(password|secret)=[^&;]*", Pattern.CASE_INSENSITIVE);

    /** Longest value that is shown. */
    private static final int SHOWN = 50;

    private static final int BEFORE = 15;

    private ConnectorPlan() {}

    static List<Difference> of(Table table, Map<String, String> wanted, Optional<Map<String, String>> live) {
        String what = "connector " + table.connector();
        Change put = new Change.PutConnector(table);
        if (live.isEmpty()) {
            return List.of(
                    Difference.mended(what, Difference.NOTHING, wanted.size() + " settings", "registers it", put));
        }
        TreeSet<String> keys = new TreeSet<>(wanted.keySet());
        keys.addAll(live.get().keySet());
        // The worker adds it by itself.
        keys.remove("name");
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            String is = live.get().get(key);
            String shouldBe = wanted.get(key);
            if (is == null || shouldBe == null || !is.equals(shouldBe)) {
                differences.add(Difference.mended(
                        what + ", " + key,
                        is == null ? Difference.NOTHING : shown(masked(key, is), masked(key, shouldBe)),
                        shouldBe == null ? Difference.NOTHING : shown(masked(key, shouldBe), masked(key, is)),
                        shouldBe == null ? "takes it away" : "sets it",
                        put));
            }
        }
        return differences;
    }

    /** Those that no file of the catalog has; which of them is to go, only a person knows. */
    static List<Difference> others(List<String> connectors) {
        return connectors.stream()
                .map(connector -> Difference.byHand(
                        "connector " + connector,
                        "exists",
                        Difference.NOTHING,
                        "put its file back, or delete it: docs/runbook.md, Taking an integration out"))
                .toList();
    }

    /** A secret is shown only as the reference that it should be. */
    private static String masked(String key, @Nullable String value) {
        if (value == null || (value.startsWith("${") && value.endsWith("}"))) {
            return String.valueOf(value);
        }
        return Settings.holdsSecret(key) ? "***" : IN_URL.matcher(value).replaceAll("$1=***");
    }

    /** Of what is long, where it differs. */
    private static String shown(String value, String other) {
        if (value.length() <= SHOWN) {
            return value;
        }
        int same = 0;
        while (same < Math.min(value.length(), other.length()) && value.charAt(same) == other.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - BEFORE);
        int to = Math.min(value.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + value.substring(from, to) + (to < value.length() ? "…" : "");
    }
}
