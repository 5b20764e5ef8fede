package io.jststream.service;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every environment variable that the pipeline reads: the configuration table of the README, in code. A secret may also be
 * given as a file, by the same name with {@code _FILE} behind it.
 */
public enum Setting {
    JST_CATALOG("catalog", "Folder with one YAML file per integration"),
    JST_BASE_URL("https://openapi.jushuitan.com", "Where the API is; the sandbox is https://dev-api.jushuitan.com"),
    JST_ACCOUNTS(
            null, "File with several accounts; JST_ACCOUNT, _APP_KEY, _APP_SECRET and _ACCESS_TOKEN are not used then"),
    JST_ACCOUNT("default", "Name of the merchant account in record headers, logs and metrics"),
    JST_APP_KEY(null, "app_key of the application, from the 聚水潭 open platform"),
    JST_APP_SECRET(null, "app_secret of the application", true),
    JST_ACCESS_TOKEN(null, "access_token, where it is managed elsewhere; without it the token file is used", true),
    JST_TOKEN_FILE("state/tokens.json", "Where the producer keeps its tokens, with mode 600"),
    JST_CALLS_PER_SECOND("5", "Quota: calls in any second, per account"),
    JST_CALLS_PER_MINUTE("100", "Quota: calls in any minute, per account"),
    JST_CALL_TIMEOUT("30s", "Longest time one API call may take, 100ms to 10m"),
    JST_CALL_ATTEMPTS("6", "Attempts at one API call before its sweep is given up"),
    JST_KAFKA_BOOTSTRAP_SERVERS("localhost:9092", "Kafka brokers, host:port separated by commas"),
    JST_STREAMS_NUM_STREAM_THREADS("1", "Threads of one transformer instance"),
    JST_STREAMS_COMMIT_INTERVAL_MS("100", "Milliseconds between two commits of the transformer"),
    JST_STREAMS_STATE_DIR(
            "state/streams",
            "Folder of one transformer instance's own: which lines each record has, where the catalog has lists"),
    JST_STATIC_MEMBER(
            "false",
            "true: a transformer instance that was killed and comes back under the same host name has its partitions at once"),
    JST_CONNECT_URL("http://localhost:8083", "REST address of the Kafka Connect worker"),
    JST_JDBC_SINK("jst", "The sink connector: jst, confluent or debezium"),
    JST_MYSQL_URL("jdbc:mysql://localhost:3306/bi", "JDBC URL of the database that holds the tables"),
    JST_MYSQL_USER("jst", "Database user that creates the tables"),
    JST_MYSQL_PASSWORD(null, "Password of that user", true),
    JST_SINK_URL(null, "JDBC URL as the Connect worker reaches the database; JST_MYSQL_URL where it is not set"),
    JST_SINK_USER(null, "Database user of the sink; JST_MYSQL_USER where it is not set"),
    JST_SINK_PASSWORD(
            null,
            "Password of the sink's user, as the worker resolves it: ${file:/run/secrets/sink.properties:password}",
            true),
    JST_SINK_TASKS(
            null, "Most tasks of the sink at work at once; JST_TOPIC_PARTITIONS where it is not set, more are idle"),
    JST_WATCHED_FOLDERS(
            null, "Supervisor: folders of other services whose free space it measures, such as mysql=/volumes/mysql"),
    JST_TOPIC_PARTITIONS("4", "Partitions of an integration's topics: the most transformer instances and sink tasks"),
    JST_TOPIC_REPLICATION("-1", "Copies of each topic; -1 takes the broker's default"),
    JST_STATUS_ADDRESS("127.0.0.1:0", "Where /livez, /readyz and /metrics are served; port 0 takes a free one"),
    JST_LOG_FORMAT("text", "Logs as text or json"),
    JST_LOG_LEVEL("INFO", "Log level of the pipeline's own code: TRACE, DEBUG, INFO, WARN or ERROR"),
    JST_DEBUG("false", "true prints the stack trace of an error that ends the process"),
    JST_LOCAL_DATA("target/run", "make run: where Kafka, the database and the logs keep their files"),
    JST_LOCAL_EVERY("5s", "make run: time between two sweeps of the simulator, in place of the catalog's"),
    JST_LOCAL_KAFKA_PORT("0", "make run: port of the broker; 0 takes a free one"),
    JST_LOCAL_CONNECT_PORT("0", "make run: port of the Connect worker; 0 takes a free one"),
    JST_LOCAL_MYSQL_PORT("0", "make run: port of the database; 0 takes a free one"),
    JST_SIMULATOR_ADDRESS("127.0.0.1:0", "Where the simulator listens; port 0 takes a free one"),
    JST_SIMULATOR_SHOPS("317", "Number of shops that the simulator starts with"),
    JST_SIMULATOR_ORDERS("2000", "Number of orders that the simulator starts with, other tables in proportion"),
    JST_SIMULATOR_SEED("20261101", "Seed of the simulator's data"),
    JST_SIMULATOR_CHANGE_EVERY(
            "10s", "Time between two changes to the simulator's shops and other tables in use; 0s for none"),
    JST_SIMULATOR_ADMIN("false", "true opens the simulator's admin endpoint, which orders misbehaviour");

    /**
     * Prefixes whose variables go to a client as they are: {@code JST_KAFKA_SECURITY_PROTOCOL} becomes the Kafka client
     * property {@code security.protocol}, {@code JST_STREAMS_…} a property of Kafka Streams, {@code JST_CONNECTOR_…} one of
     * the sink connector.
     */
    static final List<String> PASS_THROUGH = List.of("JST_KAFKA_", "JST_STREAMS_", "JST_CONNECTOR_");

    private final Optional<String> defaultValue;
    private final String meaning;
    private final boolean secret;

    Setting(@Nullable String defaultValue, String meaning) {
        this(defaultValue, meaning, false);
    }

    Setting(@Nullable String defaultValue, String meaning, boolean secret) {
        this.defaultValue = Optional.ofNullable(defaultValue);
        this.meaning = meaning;
        this.secret = secret;
    }

    /** What holds where the environment says nothing; empty where there is no sensible default. */
    public Optional<String> defaultValue() {
        return defaultValue;
    }

    /** One line for the configuration table. */
    public String meaning() {
        return meaning;
    }

    /** Whether the value must never be printed, and may come from a file. */
    public boolean secret() {
        return secret;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Setting::name).toList();
    }

    static Optional<Setting> named(String name) {
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }
}
