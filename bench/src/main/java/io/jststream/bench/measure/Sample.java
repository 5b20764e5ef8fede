package io.jststream.bench.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a thread was at a moment.
 *
 * @param frames the innermost call first
 */
record Sample(List<Frame> frames) {
    private static final String NOBODY = "JDK, called by none of these";
    /** What the names of a party's classes begin with; the first one that fits counts. */
    private static final Map<String, String> PARTIES = new LinkedHashMap<>();

    static {
        PARTIES.put("io.jststream.sink.", "sink connector (io.jststream.sink)");
        PARTIES.put("io.jststream.", "mapping (io.jststream)");
        PARTIES.put("com.fasterxml.jackson.", "Jackson");
        PARTIES.put("org.apache.kafka.common.compress.", "compression");
        PARTIES.put("net.jpountz.", "compression");
        PARTIES.put("org.apache.kafka.connect.json.", "JSON converter of Connect");
        PARTIES.put("org.apache.kafka.connect.", "Connect");
        PARTIES.put("org.apache.kafka.streams.", "Kafka Streams");
        PARTIES.put("org.apache.kafka.", "Kafka clients");
        PARTIES.put("io.debezium.", "sink connector (io.debezium)");
        PARTIES.put("org.hibernate.", "Hibernate");
        PARTIES.put("com.mysql.", "JDBC driver");
    }

    Sample {
        frames = List.copyOf(frames);
    }

    /** A call. */
    record Frame(String type, String method) {
        /** For a table: without the package, and without the number that a lambda's class has in one process. */
        String label() {
            int lambda = type.indexOf("$$Lambda");
            String named = lambda < 0 ? type : type.substring(0, lambda) + "$$Lambda";
            return named.substring(named.lastIndexOf('.') + 1) + "." + method;
        }
    }

    /** Whose code it was: that of the innermost frame which belongs to somebody, so a map's look-up is the caller's. */
    String party() {
        return frames.stream()
                .flatMap(frame -> PARTIES.entrySet().stream()
                        .filter(party -> frame.type().startsWith(party.getKey()))
                        .limit(1))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(NOBODY);
    }

    /** The innermost call. */
    String method() {
        return frames.get(0).label();
    }
}
