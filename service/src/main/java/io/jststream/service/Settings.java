package io.jststream.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of all {@link Setting}s for one process: the environment over the defaults. Immutable. */
public final class Settings {
    private static final String FILE_SUFFIX = "_FILE";
    private static final String CONNECTOR = "JST_CONNECTOR_";
    /** Ends of variables that pass a secret through to a client; other clients' properties may end in {@code .file} themselves. */
    private static final List<String> CLIENT_SECRETS = List.of("_JAAS_CONFIG", "_PASSWORD", "_SECRET", "_KEYSTORE_KEY");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");
    /** Ten years. What is longer is a slip, and soon more than a long holds in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private final Map<String, String> environment;

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads {@code JST_*} variables, and secrets, a client's too, from the files that {@code JST_*_FILE} variables name.
     *
     * @throws OperatorException naming every variable that is set but not known, and every secret file that cannot be read
     */
    public static Settings from(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (!name.startsWith("JST_") || value.isBlank()) {
                return;
            }
            Optional<String> fromFile = secretFile(name);
            if (fromFile.isPresent()
                    && !environment.getOrDefault(fromFile.get(), "").isBlank()) {
                problems.add("environment variables " + fromFile.get() + " and " + name
                        + " are both set; leave one of them away");
            } else if (fromFile.isPresent()) {
                readSecret(name, Path.of(value), problems).ifPresent(secret -> values.put(fromFile.get(), secret));
            } else if (Setting.named(name).isPresent()
                    || Setting.PASS_THROUGH.stream().anyMatch(name::startsWith)) {
                values.putIfAbsent(name, value.strip());
            } else {
                problems.add("environment variable " + name + " is set but not known"
                        + DidYouMean.hint(name, Setting.names()));
            }
        });
        if (!problems.isEmpty()) {
            throw new OperatorException(ExitCode.BAD_CONFIGURATION, String.join("\n", problems));
        }
        return new Settings(values);
    }

    /** These settings with some set anew: how a program that starts several services tells each where the others are. */
    public Settings with(Map<String, String> variables) {
        Map<String, String> values = new TreeMap<>(environment);
        values.putAll(variables);
        return from(values);
    }

    /** Whether the environment says it, by this name or by a file. */
    public boolean isSet(String variable) {
        return environment.containsKey(variable);
    }

    /** Every variable that the environment says and that goes to the sink connector as it is. */
    public Map<String, String> connectorVariables() {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith(CONNECTOR));
        return variables;
    }

    /** The value, or the default; empty where neither is there. */
    public Optional<String> find(Setting setting) {
        return Optional.ofNullable(environment.get(setting.name())).or(setting::defaultValue);
    }

    /** The value or the default. */
    public String get(Setting setting) {
        return find(setting)
                .orElseThrow(() -> new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "environment variable " + setting + " is not set: " + setting.meaning()
                                + (setting.secret()
                                        ? " (or " + setting + FILE_SUFFIX + ", a file that holds it)"
                                        : "")));
    }

    /** A secret's value, in a type that does not print it. */
    public Secret secret(Setting setting) {
        return new Secret(get(setting));
    }

    public int integer(Setting setting, int least) {
        return parse(setting, "a whole number, at least " + least, text -> {
            int number = Integer.parseInt(text);
            return number >= least ? number : null;
        });
    }

    /** One constant of an enum, in any case. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String expected = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
        return parse(setting, expected, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    public boolean flag(Setting setting) {
        return parse(setting, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        });
    }

    public Duration duration(Setting setting) {
        return parse(
                setting,
                "a duration such as 500ms, 30s, 5m, 2h or 1d",
                text -> parseDuration(text).orElse(null));
    }

    /** A duration within limits, which {@code expected} names. */
    public Duration duration(Setting setting, Duration least, Duration most, String expected) {
        return parse(
                setting,
                expected,
                text -> parseDuration(text)
                        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0)
                        .orElse(null));
    }

    /** A {@code host:port} pair. */
    public InetSocketAddress address(Setting setting) {
        return parse(setting, "host:port", text -> {
            int colon = text.lastIndexOf(':');
            return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        });
    }

    /** Kafka client properties: every {@code JST_KAFKA_*} variable, {@code JST_KAFKA_BOOTSTRAP_SERVERS} among them. */
    public Properties kafka() {
        Properties properties = passThrough("JST_KAFKA_");
        properties.setProperty("bootstrap.servers", get(Setting.JST_KAFKA_BOOTSTRAP_SERVERS));
        return properties;
    }

    /** Kafka Streams properties: those of {@link #kafka()} and every {@code JST_STREAMS_*} variable. */
    public Properties streams() {
        Properties properties = kafka();
        properties.setProperty("num.stream.threads", get(Setting.JST_STREAMS_NUM_STREAM_THREADS));
        properties.setProperty("commit.interval.ms", get(Setting.JST_STREAMS_COMMIT_INTERVAL_MS));
        properties.setProperty("state.dir", get(Setting.JST_STREAMS_STATE_DIR));
        properties.putAll(passThrough("JST_STREAMS_"));
        return properties;
    }

    /** Sink connector properties: every {@code JST_CONNECTOR_*} variable; they win over the rendered ones. */
    public Properties connector() {
        return passThrough(CONNECTOR);
    }

    /** {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 1d}; empty where the text is none of them, or more than ten years. */
    public static Optional<Duration> parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration unit = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        long amount = Long.parseLong(matcher.group(1));
        return amount <= LONGEST.dividedBy(unit) ? Optional.of(unit.multipliedBy(amount)) : Optional.empty();
    }

    private Properties passThrough(String prefix) {
        Properties properties = new Properties();
        environment.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                properties.setProperty(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    private <T> T parse(Setting setting, String expected, Function<String, @Nullable T> parser) {
        String text = get(setting);
        @Nullable T value = null;
        try {
            value = parser.apply(text);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOfThatForm) {
            // the message below says what was expected
        }
        if (value == null) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "environment variable " + setting + ": found '" + text + "', expected " + expected);
        }
        return value;
    }

    /** The variable whose secret the file of this variable holds. */
    private static Optional<String> secretFile(String name) {
        if (!name.endsWith(FILE_SUFFIX)) {
            return Optional.empty();
        }
        String holder = name.substring(0, name.length() - FILE_SUFFIX.length());
        boolean clients = Setting.PASS_THROUGH.stream().anyMatch(holder::startsWith)
                && CLIENT_SECRETS.stream().anyMatch(holder::endsWith);
        return Optional.of(holder)
                .filter(any ->
                        clients || Setting.named(any).filter(Setting::secret).isPresent());
    }

    /** Whether a property of a client holds a secret, by the end of its name: {@code sasl.jaas.config}. */
    public static boolean holdsSecret(String property) {
        String name = "_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
        return CLIENT_SECRETS.stream().anyMatch(name::endsWith);
    }

    private static Optional<String> readSecret(String name, Path file, List<String> problems) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            problems.add("environment variable " + name + ": the file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); it must exist and be readable by this process");
            return Optional.empty();
        }
    }
}
