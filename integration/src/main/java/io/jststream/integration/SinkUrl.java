package io.jststream.integration;

import java.util.LinkedHashMap;
import java.util.Map;

/** The sink's JDBC URL, with the driver's settings that sinks need where the URL does not say otherwise. */
final class SinkUrl {
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        // For the stock sinks: one statement for many rows; row by row is some ten times slower.
        DEFAULTS.put("rewriteBatchedStatements", "true");
        // Without these two a session on a server that has gone without a word waits for ever (docs/rationale.md).
        DEFAULTS.put("connectTimeout", "5000");
        DEFAULTS.put("socketTimeout", "30000");
        // Sooner than that, or the server waits on for a lock in a session that nobody has any more, a year if it is a
        // table's.
        DEFAULTS.put("sessionVariables", "lock_wait_timeout%3D20%2Cinnodb_lock_wait_timeout%3D20");
    }

    private SinkUrl() {}

    static String of(String url) {
        StringBuilder with = new StringBuilder(url);
        DEFAULTS.forEach((name, value) -> {
            if (!url.contains("?" + name + "=") && !url.contains("&" + name + "=")) {
                with.append(with.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return with.toString();
    }
}
