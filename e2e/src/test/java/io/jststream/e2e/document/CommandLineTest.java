package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.connect.ConnectWorker;
import io.jststream.e2e.tool.ByHand;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.e2e.tool.Typed;
import io.jststream.integration.Topics;
import io.jststream.local.LocalPipeline;
import io.jststream.producer.group.CallLogs;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The verbs of the command line against a real broker, Connect worker and database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandLineTest {
    private final Path data = House.newFolder("console");
    private final Path catalog = House.catalogWithTurns(3600, data.resolve("catalog"));
    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    @SuppressWarnings("NullAway.Init") // start comes first
    private LocalPipeline pipeline;

    @SuppressWarnings("NullAway.Init") // start comes first
    private Settings settings;

    @BeforeAll
    void start() throws Exception {
        Settings given = Settings.from(Map.of(
                "JST_LOCAL_DATA", data.toString(),
                "JST_CATALOG", catalog.toString(),
                "JST_TOKEN_FILE", data.resolve("tokens.json").toString(),
                "JST_BASE_URL", simulator.baseUrl(),
                "JST_APP_KEY", simulator.appKey(),
                "JST_APP_SECRET", simulator.appSecret()));
        pipeline = LocalPipeline.start(given, List.of(House.shops()), new SweepListener() {}, (part, where) -> {});
        settings = pipeline.settings();
        pipeline.producer().once(new Program.Stop());
    }

    @AfterAll
    void stop() {
        pipeline.close();
        simulator.close();
    }

    @BeforeEach
    void asThePipelineIs() {
        settings = pipeline.settings();
    }

    @Test
    void checksEverythingThatThePipelineNeeds() throws Exception {
        Typed check = type("check", "--live");

        assertEquals(ExitCode.OK, check.exitCode(), check.answer());
        for (String part : List.of("catalog", "api", "kafka", "connect", "mysql")) {
            assertTrue(check.answer().matches("(?s).*" + part + " .*"), check.answer());
        }
        assertTrue(check.answer().contains("100 records on page 1"), check.answer());
    }

    @Test
    void saysOfEachPartThatIsAwayWhatToDo() throws Exception {
        settings = settings.with(Map.of(
                "JST_CONNECT_URL", "http://127.0.0.1:1",
                "JST_MYSQL_PASSWORD", "wrong",
                "JST_APP_SECRET", "0123456789abcdef0123456789abcdef",
                "JST_TOKEN_FILE", data.resolve("other-tokens.json").toString()));
        Typed check = type("check", "--live", "--json");

        assertEquals(ExitCode.BAD_CONFIGURATION, check.exitCode(), check.answer());
        Map<String, String> parts = new HashMap<>();
        check.json()
                .path("findings")
                .forEach(finding -> parts.put(
                        finding.path("part").asText(),
                        finding.path("exitCode").asText() + finding.path("text").asText()));
        assertTrue(parts.getOrDefault("api", "").contains("JST_APP_SECRET"), check.answer());
        assertTrue(parts.getOrDefault("connect", "").startsWith("3"), check.answer());
        assertTrue(parts.getOrDefault("connect", "").contains("JST_CONNECT_URL"), check.answer());
        assertTrue(parts.getOrDefault("mysql", "").contains("JST_MYSQL_PASSWORD"), check.answer());
        assertTrue(parts.getOrDefault("kafka", "").startsWith("0"), check.answer());
    }

    @Test
    void previewsAPageOfTheApiAndNotesTheCall() throws Exception {
        int before = notedCalls();
        Typed preview = type("preview", "shops", "--json");

        assertEquals(ExitCode.OK, preview.exitCode(), preview.answer());
        assertTrue(notedCalls() > before, "no call is noted");
        assertFalse(preview.json().has("hint"), preview.answer());
        assertEquals(100, preview.json().path("records").asInt());
        assertEquals(
                House.shops().target().columns().size(),
                preview.json().path("preview").get(0).path("columns").size());
    }

    @Test
    void previewsAPageWhoseColumnAnExpressionMakes() throws Exception {
        Path folder = Files.createDirectories(data.resolve("expressions"));
        Files.writeString(
                folder.resolve("shops.yaml"),
                Files.readString(catalog.resolve("shops.yaml"))
                        .replace("value: \"{nick}\"", "expression: raw.shop_name"));
        settings = settings.with(Map.of("JST_CATALOG", folder.toString()));
        Typed preview = type("preview", "shops", "--json");

        assertEquals(ExitCode.OK, preview.exitCode(), preview.answer());
        assertEquals(100, preview.json().path("records").asInt());
    }

    @Test
    void previewsWithoutKafkaAndSaysThatTheCallIsNotNoted() throws Exception {
        settings = settings.with(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));
        Typed preview = type("preview", "shops", "--json");

        assertEquals(ExitCode.OK, preview.exitCode(), preview.answer());
        assertEquals(100, preview.json().path("records").asInt());
        String hint = preview.json().path("hint").asText();
        assertTrue(hint.contains("not noted in jst.calls"), hint);
        assertTrue(hint.contains("JST_KAFKA_BOOTSTRAP_SERVERS"), hint);
    }

    private int notedCalls() throws InterruptedException {
        try (CallLogs calls = new CallLogs(settings.kafka())) {
            return calls.of("default").lastMinute().size();
        }
    }

    @Test
    void findsWhatWasChangedByHandAndMakesItSoOnce() throws Exception {
        assertEquals(List.of(), differences());

        ByHand.sql(
                "ALTER TABLE shops DROP COLUMN nick, MODIFY short_name varchar(20), MODIFY group_name varchar(300),"
                        + " ADD by_hand int, COMMENT='x'",
                settings);
        setTopic("jst.shops.raw", "min.compaction.lag.ms", "5000");
        setTopic("jst.shops.dead", "retention.ms", "-1");
        ConnectWorker worker = new ConnectWorker(settings.get(Setting.JST_CONNECT_URL));
        String connector = House.shops().table().connector();
        Map<String, String> config = new HashMap<>(worker.config(connector).orElseThrow());
        config.put("batch.size", "500");
        worker.put(connector, config);

        assertEquals(
                List.of(
                        "topic jst.shops.raw, min.compaction.lag.ms: apply",
                        "topic jst.shops.dead, retention.ms: approve",
                        "table shops, column nick: apply",
                        "table shops, column short_name: apply",
                        "table shops, column group_name: approve",
                        "table shops, column by_hand: approve",
                        "table shops, comment: apply",
                        "connector jst.shops.sink, batch.size: apply"),
                commented(differences()));

        Typed apply = type("apply", "--json");
        assertEquals(ExitCode.FAILED, apply.exitCode(), apply.answer());
        // A comment goes with a column that was made by hand without it.
        List<String> left = List.of(
                "topic jst.shops.dead, retention.ms: approve",
                "table shops, column group_name: approve",
                "table shops, column by_hand: approve");
        assertEquals(left, commented(differences()));
        assertEquals(0, type("apply", "--json").json().path("changed").asInt());

        Typed approved = type("apply", "--approve");
        assertEquals(ExitCode.OK, approved.exitCode(), approved.answer());
        assertEquals(List.of(), differences());
        Typed again = type("apply", "--approve");
        assertTrue(again.answer().startsWith("nothing to change"), again.answer());
        assertEquals(ExitCode.OK, again.exitCode());
    }

    @Test
    void saysThatAValueStandsInTheWayOfANarrowerColumn() throws Exception {
        ByHand.sql("ALTER TABLE shops MODIFY nick varchar(300) NULL COMMENT '主账号'", settings);
        ByHand.sql("UPDATE shops SET nick = REPEAT('x', 280) ORDER BY shop_id LIMIT 1", settings);
        try {
            Typed plan = type("plan");
            assertTrue(
                    plan.answer().contains("1 difference(s); ./jst apply --approve mends 1: look first"),
                    plan.answer());
            Typed unapproved = type("apply");
            assertTrue(unapproved.answer().contains("./jst apply --approve mends 1"), unapproved.answer());

            OperatorException refused = assertThrows(OperatorException.class, () -> type("apply", "--approve"));
            assertEquals(ExitCode.FAILED, refused.exitCode());
            assertTrue(refused.getMessage().contains("'nick'"), refused.getMessage());
            assertTrue(refused.getMessage().contains("take a type that holds them"), refused.getMessage());
            assertFalse(refused.getMessage().contains("JST_MYSQL_PASSWORD"), refused.getMessage());
        } finally {
            ByHand.sql("UPDATE shops SET nick = NULL WHERE LENGTH(nick) = 280", settings);
        }
        assertEquals(ExitCode.OK, type("apply", "--approve").exitCode());
    }

    @Test
    void addsAColumnOfTheCatalogAndCreatesAnIntegration() throws Exception {
        Path more = Files.createDirectories(data.resolve("more"));
        Files.writeString(
                more.resolve("shops.yaml"),
                House.read(catalog.resolve("shops.yaml"))
                        + "    - {field: of_this_test, value: \"{shop_site} {short_name}\", type: varchar(320), comment: 测试}\n");
        Files.copy(House.ROOT.resolve("catalog/examples/warehouses.yaml"), more.resolve("warehouses.yaml"));
        settings = settings.with(Map.of("JST_CATALOG", more.toString()));
        try {
            Typed plan = type("plan");
            assertEquals(ExitCode.FAILED, plan.exitCode());
            assertTrue(plan.answer().contains("topic jst.warehouses.raw "), plan.answer());
            assertTrue(plan.answer().contains("column of_this_test"), plan.answer());

            Typed apply = type("apply");
            assertEquals(ExitCode.OK, apply.exitCode(), apply.answer());
            assertEquals(List.of(), differences());
            assertTrue(noted("shops").contains("of_this_test"), "a transformer may map it from now on");
        } finally {
            settings = pipeline.settings();
        }
        // The catalog without both again: nothing is dropped unless a person has agreed, and a connector not even then.
        assertEquals(
                List.of("table shops, column of_this_test: approve", "connector jst.warehouses.sink: hand"),
                differences().stream()
                        .filter(line -> !line.startsWith("connector jst.shops.sink"))
                        .toList());
        Typed approved = type("apply", "--approve");
        assertEquals(ExitCode.FAILED, approved.exitCode(), approved.answer());
        assertTrue(approved.answer().contains("connector jst.warehouses.sink"), approved.answer());
        assertEquals(ExitCode.OK, type("plan", "shops").exitCode(), "of these alone");
        delete("jst.warehouses.sink");
        assertEquals(List.of(), differences());
    }

    private String noted(String integration) {
        return Topic.read(settings.kafka(), Topics.CATALOG).stream()
                .filter(file -> file.key().equals(integration))
                .reduce((older, newer) -> newer)
                .orElseThrow()
                .value();
    }

    private void delete(String connector) throws Exception {
        URI address = URI.create(settings.get(Setting.JST_CONNECT_URL)).resolve("/connectors/" + connector);
        HttpRequest request = HttpRequest.newBuilder(address).DELETE().build();
        assertEquals(
                204,
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    @Test
    void saysWhatAnotherMappingWouldChangeBeforeItIsDeployed() throws Exception {
        Typed same = type("diff", "shops", "--with", catalog.toString(), "--json");
        assertEquals(ExitCode.OK, same.exitCode(), same.answer());
        assertEquals(317, same.json().path("unchanged").asInt());

        Path draft = data.resolve("draft.yaml");
        Files.writeString(
                draft,
                House.read(catalog.resolve("shops.yaml"))
                        .replace("value: \"{shop_site}\"", "value: \"{shop_site}!\"")
                        .replaceFirst("(field: group_id,.*type: bigint,)", "$1 required: true,"));
        Typed diff = type("diff", "shops", "--with", draft.toString(), "--json");

        assertEquals(ExitCode.FAILED, diff.exitCode());
        JsonNode counts = diff.json();
        int refused = counts.path("refused_then").asInt();
        assertTrue(refused > 0 && refused < 317, diff.answer());
        assertEquals(refused, counts.path("kept").asInt());
        assertEquals(317 - refused, counts.path("changed").asInt());
        assertEquals(317 - refused, counts.path("columns").path("shop_site").asInt());
        assertEquals(1, counts.path("columns").size());
        assertEquals(10, counts.path("examples").size());
        assertTrue(counts.path("newly_refused").get(0).asText().contains("group_id: found no value"), diff.answer());
    }

    @Test
    void showsTheSweepsAndWhetherDataFlows() throws Exception {
        JsonNode sweep = type("sweeps", "--json").json().path("sweeps").get(0);
        assertEquals("complete", sweep.path("outcome").asText());

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Typed status = type("status", "--json");
            assertEquals(ExitCode.OK, status.exitCode(), status.answer());
            JsonNode shops = status.json().path("integrations").get(0);
            assertEquals(317, shops.path("rows").asInt());
            assertEquals(0, shops.path("to_map").asInt());
            assertEquals(0, shops.path("to_write").asInt());
            assertEquals(0, shops.path("dead_letters").asInt());
        });
        assertTrue(type("status")
                .answer()
                .matches("(?s).*shops +complete \\S+T\\d\\d:\\d\\d:\\d\\dZ .* 1 of 1 running +317 +0\n"));
    }

    @Test
    void aDatabaseThatIsAwayHidesNothingElse() throws Exception {
        settings = settings.with(Map.of("JST_MYSQL_URL", "jdbc:mysql://127.0.0.1:1/bi"));
        Typed status = type("status");
        Typed json = type("status", "--json");

        assertEquals(ExitCode.ENVIRONMENT, status.exitCode(), status.answer());
        assertTrue(status.answer().matches("(?s).*shops +complete .* 1 of 1 running +\\? +0\n.*"), status.answer());
        assertTrue(status.answer().contains("rows cannot be counted: "), status.answer());
        assertTrue(status.answer().contains("JST_MYSQL_URL"), status.answer());
        assertTrue(json.json().path("integrations").get(0).path("rows").isNull(), json.answer());
        assertTrue(json.json().path("problem").asText().contains("127.0.0.1:1"), json.answer());
    }

    /** Without the comments of columns, which go together with what was done to their columns by hand. */
    private static List<String> commented(List<String> differences) {
        return differences.stream()
                .filter(line -> !line.matches("table shops, column \\w+, comment: .*"))
                .toList();
    }

    private List<String> differences() throws Exception {
        JsonNode plan = type("plan", "--json").json();
        return StreamSupport.stream(plan.path("differences").spliterator(), false)
                .map(difference -> difference.path("what").asText() + ": "
                        + difference.path("remedy").asText())
                .toList();
    }

    private void setTopic(String topic, String key, String value) throws Exception {
        try (Admin admin = Admin.create(settings.kafka())) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private Typed type(String... arguments) throws Exception {
        return Typed.with(settings, arguments);
    }
}
