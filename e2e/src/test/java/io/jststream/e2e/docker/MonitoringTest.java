package io.jststream.e2e.docker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.e2e.document.MonitoringFiles;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The stack with Prometheus and Alertmanager, which look more often and wait less than they do for users. */
@Tag("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data = House.newFolder("monitoring");
    private final int prometheus = Ports.claim(0, "prometheus");
    private final int alertmanager = Ports.claim(0, "alertmanager");
    private final Compose compose = new Compose(
            "jst-stream-monitoring",
            data,
            Map.of(
                    "COMPOSE_PROFILES", "simulator,monitoring",
                    "MONITORING_CONFIG", quicker().toString(),
                    "PROMETHEUS_PORT", Integer.toString(prometheus),
                    "ALERTMANAGER_PORT", Integer.toString(alertmanager)));

    /** The configuration with short times, and without Grafana, whose image need not be there. */
    private Path quicker() {
        try {
            Path folder = Files.createDirectories(data.resolve("config"));
            for (String name : List.of("prometheus.yml", "alerts.yml", "alertmanager.yml")) {
                String text = House.read(MonitoringFiles.FOLDER.resolve(name))
                        .replaceAll("(scrape|evaluation)_interval: 10s", "$1_interval: 1s")
                        .replaceAll("refresh_interval: 5s", "refresh_interval: 1s")
                        .replaceAll("group_wait: 30s", "group_wait: 1s")
                        .replaceAll("for: 1m", "for: 3s");
                Files.writeString(folder.resolve(name), text);
            }
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void up() {
        compose.run("sh", "connect-config/docker/secrets.sh", compose.secrets().toString());
        compose.docker("build", "--quiet");
        compose.docker(
                "up",
                "--detach",
                "--wait",
                "--wait-timeout",
                "420",
                "producer",
                "transformer",
                "supervisor",
                "simulator",
                "prometheus",
                "alertmanager");
    }

    @AfterAll
    void down() {
        compose.close();
    }

    @Test
    void everyMetricThatAnAlertOrAPanelAsksForIsThere() {
        Set<String> asked = new TreeSet<>();
        Stream.concat(
                        MonitoringFiles.alerts().stream().map(MonitoringFiles.Alert::expression),
                        MonitoringFiles.panels().stream())
                .map(MonitoringFiles::metrics)
                .forEach(asked::addAll);
        assertTrue(asked.size() > 15, asked.toString());

        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<String> missing = new TreeSet<>(asked);
            ask("/api/v1/label/__name__/values").path("data").forEach(name -> missing.remove(name.asText()));
            assertEquals(Set.of(), missing);
        });
    }

    @Test
    void everyServiceIsSeen() {
        for (String job : List.of("producer", "transformer", "connect", "supervisor", "prometheus", "alertmanager")) {
            await(job).atMost(PATIENCE).until(() -> value("sum(up{job=\"" + job + "\"})") == 1);
        }
        await().atMost(PATIENCE).until(() -> value("sum(jst_connect_sink_records_total)") >= 317);
        await().atMost(PATIENCE).until(() -> value("sum(jst_stage_lag_records)") == 0);
        await().atMost(PATIENCE).until(() -> value("min(jst_mysql_up)") == 1);
        await().atMost(PATIENCE).until(() -> value("count(jst_disk_free_bytes > 0)") == 2);
    }

    @Test
    void aServiceThatIsGoneIsToldAndTakenBackWhenItReturns() {
        compose.docker("stop", "transformer");
        await().atMost(PATIENCE).until(() -> told("ServiceDown").equals(Set.of("transformer")));

        compose.docker("start", "transformer");
        await().atMost(PATIENCE).until(() -> told("ServiceDown").isEmpty());
    }

    @Test
    void theRulesFireAndKeepQuietAsTheirTestsSay() {
        assertTrue(tool("prometheus", "promtool", "check", "config", "/etc/monitoring/prometheus.yml")
                .contains("SUCCESS"));
        compose.run(
                "docker",
                "run",
                "--rm",
                "-v",
                MonitoringFiles.FOLDER + ":/m:ro",
                "-w",
                "/m",
                "--entrypoint",
                "promtool",
                "prom/prometheus:v2.53.3",
                "test",
                "rules",
                "alerts_test.yml",
                "alerts_days_test.yml");
    }

    @Test
    void anAlertGoesWhereItsSeveritySays() {
        for (String severity : List.of("critical", "warning")) {
            assertEquals(severity, route("severity=" + severity, "alertname=TaskFailed"));
        }
        assertEquals("none", route("alertname=Unknown"));
    }

    /** As {@code InhibitionsTest} reads the same file. */
    @Test
    void anAlertIsKeptBackByItsCauseAlone() {
        alert("MysqlUnreachable");
        alert("StageStuck", "stage=sink");
        alert("StageStuck", "stage=transformer");
        alert("CredentialsRefused", "account=one");
        alert("NoSweep", "account=one");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        Set.of(
                                "MysqlUnreachable active",
                                "StageStuck sink suppressed",
                                "StageStuck transformer active",
                                "CredentialsRefused active",
                                "NoSweep active"),
                        states()));
    }

    private void alert(String name, String... labels) {
        List<String> command =
                new ArrayList<>(List.of("amtool", "alert", "add", name, "test=inhibition", "severity=none"));
        command.addAll(List.of(labels));
        command.add("--alertmanager.url=http://localhost:9093");
        tool("alertmanager", command.toArray(String[]::new));
    }

    private Set<String> states() throws Exception {
        Set<String> states = new TreeSet<>();
        get(alertmanager, "/api/v2/alerts?filter=test%3Dinhibition").forEach(found -> {
            JsonNode labels = found.path("labels");
            String stage = labels.path("stage").asText();
            states.add(labels.path("alertname").asText()
                    + (stage.isEmpty() ? " " : " " + stage + " ")
                    + found.path("status").path("state").asText());
        });
        return states;
    }

    private String route(String... labels) {
        List<String> command = new ArrayList<>(
                List.of("amtool", "config", "routes", "test", "--config.file=/etc/monitoring/alertmanager.yml"));
        command.addAll(List.of(labels));
        // It says on its error output, before or after, that a file takes the place of an address.
        List<String> printed = tool("alertmanager", command.toArray(String[]::new))
                .strip()
                .lines()
                .filter(line -> !line.startsWith("Warning"))
                .toList();
        return printed.get(printed.size() - 1);
    }

    private String tool(String service, String... command) {
        return compose.docker(Stream.concat(Stream.of("exec", "-T", service), Stream.of(command))
                .toArray(String[]::new));
    }

    /** The services that Alertmanager has heard of in this alert. */
    private Set<String> told(String alert) throws Exception {
        Set<String> jobs = new TreeSet<>();
        get(alertmanager, "/api/v2/alerts?active=true&filter=alertname%3D" + alert)
                .forEach(found -> jobs.add(found.path("labels").path("job").asText()));
        return jobs;
    }

    private double value(String query) throws Exception {
        JsonNode result = ask("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
        return result.isEmpty()
                ? Double.NaN
                : result.path(0).path("value").path(1).asDouble();
    }

    private JsonNode ask(String path) throws Exception {
        return get(prometheus, path);
    }

    private JsonNode get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
