package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.ByHand;
import io.jststream.e2e.tool.Fork;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import io.jststream.simulator.Misbehaviour;
import io.jststream.simulator.Simulator;
import io.jststream.simulator.SimulatorConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a person reads when something is wrong: one message that says what, where and what to do, and an exit code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {
    private static final String RUN = "io.jststream.local.LocalMain";
    private static final String PRODUCER = "io.jststream.producer.ProducerMain";
    private static final String SETUP = "io.jststream.connect.SetupMain";
    private static final String TRANSFORMER = "io.jststream.transformer.TransformerMain";
    /** A port that the kernel gives to nobody who asks for a free one. */
    private static final String NOWHERE = "127.0.0.1:1";

    private static final int BAD_CONFIGURATION = 2;
    private static final int ENVIRONMENT = 3;

    private final Path data = House.newFolder("messages");
    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());
    private final EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"), 0);

    @BeforeAll
    void topics() throws Exception {
        new Setup(
                        Settings.from(Map.of(
                                "JST_KAFKA_BOOTSTRAP_SERVERS",
                                broker.bootstrapServers(),
                                "JST_TOPIC_REPLICATION",
                                "1")),
                        House.catalog())
                .topics();
    }

    @AfterAll
    void stop() {
        broker.close();
        simulator.close();
    }

    @Test
    void anUnknownCatalogKey() throws Exception {
        Path catalog = Files.createDirectories(data.resolve("catalog"));
        Files.writeString(
                catalog.resolve("shops.yaml"),
                House.read(House.ROOT.resolve("catalog/shops.yaml")).replace("every:", "evry:"));

        assertRefused(
                Map.of("JST_CATALOG", catalog.toString()), BAD_CONFIGURATION, RUN, "shops.yaml:", "evry", "every");
    }

    @Test
    void anUnknownVariable() throws Exception {
        assertRefused(Map.of("JST_APPKEY", "x"), BAD_CONFIGURATION, RUN, "JST_APPKEY", "did you mean", "JST_APP_KEY");
    }

    @Test
    void aSecretThatIsMissing() throws Exception {
        assertRefused(
                Map.of("JST_APP_SECRET", ""), BAD_CONFIGURATION, PRODUCER, "JST_APP_SECRET", "JST_APP_SECRET_FILE");
    }

    @Test
    void aWrongSecret() throws Exception {
        assertRefused(
                Map.of("JST_APP_SECRET", "0123456789abcdef0123456789abcdef"),
                BAD_CONFIGURATION,
                PRODUCER,
                "/openWeb/auth/getInitToken",
                "无效签名",
                "JST_APP_SECRET");
    }

    @Test
    void anAddressThatIsNotOnTheWhiteList() throws Exception {
        simulator.misbehave(Misbehaviour.IP_REFUSED, 1);

        assertRefused(Map.of(), BAD_CONFIGURATION, PRODUCER, "203.0.113.9", "IP白名单");
    }

    @Test
    void aWrongBaseUrl() throws Exception {
        assertRefused(
                Map.of("JST_BASE_URL", "http://" + NOWHERE), ENVIRONMENT, PRODUCER, "nothing answers", "JST_BASE_URL");
    }

    @Test
    void noNetwork() throws Exception {
        assertRefused(
                Map.of("JST_BASE_URL", "https://openapi.invalid"),
                ENVIRONMENT,
                PRODUCER,
                "openapi.invalid",
                "JST_BASE_URL",
                "DNS");
    }

    @Test
    void noBroker() throws Exception {
        assertRefused(
                Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", NOWHERE, "JST_KAFKA_MAX_BLOCK_MS", "2000"),
                ENVIRONMENT,
                PRODUCER,
                "JST_KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void aDatabaseThatRefuses() throws Exception {
        String url = "jdbc:mysql://" + NOWHERE + "/bi";

        assertRefused(
                Map.of("JST_MYSQL_URL", url, "JST_MYSQL_PASSWORD", "x"), ENVIRONMENT, SETUP, url, "JST_MYSQL_URL");
    }

    @Test
    void aTextKeyThatTheDatabaseDoesNotTellApart() throws Exception {
        Path catalog = Files.createDirectories(data.resolve("companies"));
        Files.copy(
                House.ROOT.resolve("catalog/examples/logistics_companies.yaml"),
                catalog.resolve("logistics_companies.yaml"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data.resolve("database"), 0, new Secret("jst"))) {
            Map<String, String> settings = Map.of(
                    "JST_CATALOG", catalog.toString(),
                    "JST_MYSQL_URL", database.jdbcUrl(),
                    "JST_MYSQL_USER", database.user(),
                    "JST_MYSQL_PASSWORD", "jst");
            ByHand.sql(
                    "CREATE TABLE logistics_companies (lc_id varchar(64) COLLATE utf8mb4_general_ci PRIMARY KEY)",
                    Settings.from(settings));

            assertRefused(
                    settings,
                    BAD_CONFIGURATION,
                    SETUP,
                    "table logistics_companies, column lc_id, collation utf8mb4_general_ci",
                    "MySQL 8.0.17 or newer",
                    "./jst apply --approve");
        }
    }

    @Test
    void aFolderForLinesThatCannotBeWrittenTo() throws Exception {
        Path catalog = Files.createDirectories(data.resolve("orders"));
        Files.copy(House.ROOT.resolve("catalog/examples/orders.yaml"), catalog.resolve("orders.yaml"));
        Path folder = Files.createFile(data.resolve("a-file")).resolve("streams");

        assertRefused(
                Map.of("JST_CATALOG", catalog.toString(), "JST_STREAMS_STATE_DIR", folder.toString()),
                ENVIRONMENT,
                TRANSFORMER,
                "JST_STREAMS_STATE_DIR",
                folder.toString(),
                "name another folder");
    }

    /** Kafka Streams tells its own log what it has died of, with traces. */
    @Test
    void aRawTopicThatIsMissing() throws Exception {
        Path catalog = Files.createDirectories(data.resolve("raw"));
        Files.copy(House.ROOT.resolve("catalog/examples/orders.yaml"), catalog.resolve("orders.yaml"));

        assertEnds(
                Map.of(
                        "JST_CATALOG",
                        catalog.toString(),
                        "JST_STREAMS_STATE_DIR",
                        data.resolve("streams").toString()),
                ENVIRONMENT,
                TRANSFORMER,
                "the transformer ended: a raw topic is missing, expected jst.orders.raw; it must exist before the"
                        + " transformer starts");
    }

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertRefused(
                    Map.of(
                            "JST_LOCAL_KAFKA_PORT",
                            port,
                            "JST_LOCAL_DATA",
                            data.resolve("port").toString()),
                    ENVIRONMENT,
                    RUN,
                    "port " + port,
                    "broker");
        }
    }

    private void assertRefused(Map<String, String> wrong, int exitCode, String main, String... parts)
            throws InterruptedException {
        String output = assertEnds(wrong, exitCode, main, parts);
        assertFalse(output.contains("\tat "), output);
    }

    private String assertEnds(Map<String, String> wrong, int exitCode, String main, String... parts)
            throws InterruptedException {
        Map<String, String> environment = new HashMap<>();
        if (!main.equals(RUN)) {
            environment.put("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            environment.put("JST_BASE_URL", simulator.baseUrl());
            environment.put("JST_APP_KEY", simulator.appKey());
            environment.put("JST_APP_SECRET", simulator.appSecret());
            environment.put(
                    "JST_TOKEN_FILE",
                    data.resolve("tokens-" + wrong.hashCode() + ".json").toString());
            environment.put("JST_CALL_ATTEMPTS", "2");
            environment.put("JST_TOPIC_REPLICATION", "1");
        }
        environment.putAll(wrong);
        String[] command = main.equals(SETUP) ? new String[] {main} : new String[] {main, "--once"};
        try (Fork fork = Fork.start(data, environment, command)) {
            int ended = fork.await();
            String output = fork.output();
            assertEquals(exitCode, ended, output);
            List<String> errors =
                    output.lines().filter(line -> line.startsWith("error: ")).toList();
            assertFalse(errors.isEmpty(), output);
            for (String part : parts) {
                assertTrue(String.join("\n", errors).contains(part), part + " in:\n" + output);
            }
            assertFalse(output.contains(simulator.appSecret()), output);
            return output;
        }
    }
}
