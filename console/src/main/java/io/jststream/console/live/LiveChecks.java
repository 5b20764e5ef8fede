package io.jststream.console.live;

import static io.jststream.service.Setting.JST_CONNECT_URL;

import io.jststream.connect.ConnectWorker;
import io.jststream.connect.Setup;
import io.jststream.connect.TableSetup;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.integration.TopicSpec;
import io.jststream.producer.FirstPage;
import io.jststream.producer.api.Page;
import io.jststream.producer.api.Sleeper;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reaches each part that the pipeline depends on, as its services do, and says how that went: one line a part. */
public final class LiveChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final List<Integration> catalog;
    private final Sleeper sleeper;

    public LiveChecks(Settings settings, List<Integration> catalog, Sleeper sleeper) {
        this.settings = settings;
        this.catalog = List.copyOf(catalog);
        this.sleeper = sleeper;
    }

    /** A look that may fail. */
    private interface Look {
        String found() throws InterruptedException;
    }

    /** Looks at everything; one part that is away does not hide the others. */
    public List<Finding> all() throws InterruptedException {
        return List.of(
                look("api", this::api),
                look("kafka", this::kafka),
                look("connect", this::connect),
                look("mysql", this::mysql));
    }

    private Finding look(String part, Look look) throws InterruptedException {
        try {
            return new Finding(part, ExitCode.OK, look.found());
        } catch (OperatorException e) {
            return new Finding(
                    part, e.exitCode(), MissedBroker.explain(e, settings).getMessage());
        }
    }

    /** One call is enough: address, signature, token, white list and quota are the same for all. */
    private String api() throws InterruptedException {
        Integration first = catalog.get(0);
        FirstPage read = FirstPage.read(settings, catalog, first, sleeper);
        Page page = read.page();
        return first.source().api() + " answers a signed call: "
                + page.records().size() + " records on page 1"
                + page.totals()
                        .map(totals -> " of " + totals.pages() + ", " + totals.records() + " in all")
                        .orElse("")
                + read.hint().map(hint -> "; " + hint).orElse("");
    }

    private String kafka() throws InterruptedException {
        try (Cluster cluster = Cluster.of(settings)) {
            Set<String> topics = cluster.get(cluster.admin().listTopics().names());
            List<String> missing = new Setup(settings, catalog)
                    .topicSpecs().stream()
                            .map(TopicSpec::name)
                            .filter(name -> !topics.contains(name))
                            .toList();
            int brokers = cluster.get(cluster.admin().describeCluster().nodes()).size();
            require(missing.isEmpty(), cluster.servers() + " answers and has no topic " + String.join(", ", missing));
            return cluster.servers() + " answers: " + brokers + " broker(s), all topics of the catalog";
        }
    }

    private String connect() throws InterruptedException {
        String url = settings.get(JST_CONNECT_URL);
        ConnectWorker worker = new ConnectWorker(url, PATIENCE);
        String version = worker.version();
        List<String> unwell = new ArrayList<>();
        int running = 0;
        for (Table table : tables()) {
            String connector = table.connector();
            List<ConnectWorker.Task> tasks = worker.tasks(connector);
            if (tasks.isEmpty()) {
                unwell.add("no connector " + connector + " with tasks");
            }
            for (ConnectWorker.Task task : tasks) {
                if (task.running()) {
                    running++;
                } else {
                    unwell.add(connector + " task " + task.id() + " " + task.state() + " " + task.reason());
                }
            }
        }
        require(unwell.isEmpty(), url + " answers, Kafka Connect " + version + ": " + String.join("; ", unwell));
        return url + " answers, Kafka Connect " + version + ": " + running + " sink task(s) running";
    }

    private String mysql() {
        TableSetup database = TableSetup.from(settings);
        return database.ask(session -> {
            List<String> missing = new ArrayList<>();
            for (Table table : tables()) {
                if (!exists(table.name(), session)) {
                    missing.add(table.name());
                }
            }
            require(
                    missing.isEmpty(),
                    database.address() + " takes the login and has no table " + String.join(", ", missing));
            return database.address() + " takes the login: " + version(session) + ", tables "
                    + tables().stream().map(Table::name).collect(Collectors.joining(", "));
        });
    }

    private List<Table> tables() {
        return catalog.stream()
                .flatMap(integration -> integration.tables().stream())
                .toList();
    }

    private static boolean exists(String table, Connection session) throws SQLException {
        try (PreparedStatement ask = session.prepareStatement(
                "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?")) {
            ask.setString(1, table);
            try (ResultSet answer = ask.executeQuery()) {
                return answer.next();
            }
        }
    }

    private static String version(Connection session) throws SQLException {
        try (Statement ask = session.createStatement();
                ResultSet answer = ask.executeQuery("SELECT VERSION()")) {
            return answer.next() ? answer.getString(1) : "?";
        }
    }

    private static void require(boolean well, String found) {
        if (!well) {
            throw new OperatorException(
                    ExitCode.FAILED, found + "; ./jst plan says what differs, ./jst apply makes it so");
        }
    }
}
