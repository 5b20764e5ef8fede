package io.jststream.local;

import static io.jststream.service.Setting.JST_ACCOUNTS;
import static io.jststream.service.Setting.JST_APP_KEY;
import static io.jststream.service.Setting.JST_BASE_URL;
import static io.jststream.service.Setting.JST_LOCAL_CONNECT_PORT;
import static io.jststream.service.Setting.JST_LOCAL_DATA;
import static io.jststream.service.Setting.JST_LOCAL_EVERY;
import static io.jststream.service.Setting.JST_LOCAL_KAFKA_PORT;
import static io.jststream.service.Setting.JST_LOCAL_MYSQL_PORT;
import static io.jststream.service.Setting.JST_SINK_TASKS;

import io.jststream.integration.Integration;
import io.jststream.integration.Schedule;
import io.jststream.integration.Source;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.EmbeddedConnect;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** How each part on this machine is started, and by which settings the services find it. */
final class LocalParts {
    /** The database listens on this machine alone and holds copies of what the API has: a password for people to type. */
    private static final Secret PASSWORD = new Secret("jst");

    /** For a run whose end is compared with the simulator: shops that stay as they are. */
    static final Map<String, String> NO_CHANGES = Map.of("JST_SIMULATOR_CHANGE_EVERY", "0s");

    private LocalParts() {}

    static EmbeddedDatabase database(Settings settings) {
        return EmbeddedDatabase.start(databaseFolder(settings), settings.integer(JST_LOCAL_MYSQL_PORT, 0), PASSWORD);
    }

    static EmbeddedBroker broker(Settings settings) {
        return EmbeddedBroker.start(data(settings).resolve("kafka"), settings.integer(JST_LOCAL_KAFKA_PORT, 0));
    }

    static EmbeddedConnect connect(Settings settings, EmbeddedBroker broker) throws IOException {
        Files.writeString(passwordFile(settings), "password=" + PASSWORD.value() + "\n");
        return EmbeddedConnect.start(broker.bootstrapServers(), settings.integer(JST_LOCAL_CONNECT_PORT, 0));
    }

    static Map<String, String> settings(Settings given, EmbeddedBroker broker) {
        return Map.of(
                "JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "JST_TOPIC_REPLICATION", "1",
                "JST_STREAMS_STATE_DIR", data(given).resolve("streams").toString());
    }

    static Map<String, String> settings(EmbeddedDatabase database) {
        Map<String, String> variables = new HashMap<>();
        variables.put("JST_MYSQL_URL", database.jdbcUrl());
        variables.put("JST_MYSQL_USER", database.user());
        variables.put("JST_MYSQL_PASSWORD", database.password().value());
        variables.put("JST_JDBC_SINK", "jst");
        return variables;
    }

    static Map<String, String> settings(Settings given, EmbeddedConnect connect) {
        return Map.of(
                "JST_CONNECT_URL",
                connect.restUrl().toString(),
                "JST_SINK_PASSWORD",
                "${file:" + passwordFile(given) + ":password}",
                // one is enough here, and starts sooner than one a partition
                JST_SINK_TASKS.name(),
                given.find(JST_SINK_TASKS).orElse("1"));
    }

    /** The simulator forgets its tokens when it stops, so those of an earlier run are of no use. */
    static Map<String, String> settings(Settings given, Simulator simulator) throws IOException {
        Path tokens = data(given).resolve("simulator-tokens.json");
        Files.deleteIfExists(tokens);
        return Map.of(
                "JST_TOKEN_FILE", tokens.toString(),
                "JST_BASE_URL", simulator.baseUrl(),
                "JST_APP_KEY", simulator.appKey(),
                "JST_APP_SECRET", simulator.appSecret());
    }

    /** The integration with another {@code every}: the simulator has no merchant whose quota is to be spared. */
    static Integration oftener(Integration integration, Settings settings) {
        Source source = integration.source();
        return integration.withSource(
                source.withSchedule(new Schedule.Every(settings.duration(JST_LOCAL_EVERY)), source.repair()));
    }

    /** Whether the simulator is to be read: neither one merchant is named nor a file of several. */
    static boolean simulated(Settings given) {
        return source(given).isEmpty();
    }

    /**
     * These settings with a data folder of the source's own: what two merchants or the simulator hold must never mix. The accounts of a
     * file have one together, which stays the same when one is added there.
     */
    static Settings ofSource(Settings given) {
        String source = source(given)
                .map(name -> hash(given.get(JST_BASE_URL) + " " + name))
                .orElse("simulator");
        return given.with(
                Map.of(JST_LOCAL_DATA.name(), data(given).resolve(source).toString()));
    }

    /** With a file of accounts the producer does not look at the app_key. */
    private static Optional<String> source(Settings given) {
        return given.find(JST_ACCOUNTS)
                .map(file -> Path.of(file).toAbsolutePath().normalize().toString())
                .or(() -> given.find(JST_APP_KEY));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path data(Settings settings) {
        return Path.of(settings.get(JST_LOCAL_DATA)).toAbsolutePath();
    }

    /** Where the database keeps its tables; it exists where an earlier run has left data. */
    static Path databaseFolder(Settings settings) {
        return data(settings).resolve("database");
    }

    /** Where the worker reads the database's password, so that its REST API shows a reference and not the password. */
    private static Path passwordFile(Settings settings) {
        return data(settings).resolve("sink.properties");
    }
}
