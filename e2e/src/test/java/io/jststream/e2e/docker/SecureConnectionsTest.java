package io.jststream.e2e.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.e2e.tool.House;
import io.jststream.e2e.tool.Topic;
import io.jststream.integration.RecordHeaders;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The pipeline with {@code docker-compose.tls.yml}: TLS and a login at Kafka, TLS at MySQL, by configuration alone. */
@Tag("docker")
@Tag("large")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureConnectionsTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    private final DockerStack stack =
            new DockerStack("jst-stream-secure", Map.of("COMPOSE_FILE", "docker-compose.yml:docker-compose.tls.yml"));
    private final Compose compose = stack.compose();

    @BeforeAll
    void up() {
        compose.run("sh", "connect-config/docker/tls.sh", compose.secrets().toString());
        compose.up();
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    @Order(1)
    void theTableEqualsTheSource() throws Exception {
        stack.awaitTable();
    }

    @Test
    @Order(2)
    void aRefusedRowIsNamedThere() throws Exception {
        try (Connection session = DriverManager.getConnection(
                        compose.jdbcUrl() + "?sslMode=REQUIRED", "root", secret("mysql_root_password"));
                Statement statement = session.createStatement()) {
            statement.execute("ALTER TABLE shops ADD CONSTRAINT no_refused CHECK (shop_name <> 'refused')");
        }
        ObjectNode shop = stack.simulator().shops().snapshot().get(0);
        stack.simulator().shops().put(shop.put("shop_name", "refused"));

        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> !letters().isEmpty());

        assertEquals("database", Topic.header(letters().get(0), RecordHeaders.DEAD_RULE));
    }

    @Test
    @Order(3)
    void nobodyGetsInWithoutTlsOrALogin() {
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(
                                compose.jdbcUrl() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true",
                                "jst",
                                secret("mysql_password"))
                        .close());

        Properties plain = new Properties();
        plain.setProperty("bootstrap.servers", compose.bootstrapServers());
        assertThrows(ExecutionException.class, () -> topics(plain));
        Properties stranger = kafka();
        stranger.setProperty(
                "sasl.jaas.config", secret("tls/client.jaas").replaceAll("password=\"[^\"]*", "password=\"x"));
        assertThrows(ExecutionException.class, () -> topics(stranger));
    }

    @Test
    @Order(3)
    void noSecretShows() {
        String shown = compose.docker("logs")
                + compose.docker(
                        "exec", "-T", "connect", "curl", "-fsS", "http://localhost:8083/connectors?expand=info")
                + compose.run("sh", "-c", "docker inspect $(docker compose ps --all --quiet)");

        assertFalse(shown.contains(secret("tls/client.jaas").split("password=")[1]), "a secret shows");
    }

    private List<ConsumerRecord<String, String>> letters() {
        return Topic.read(kafka(), SinkStack.DEAD).stream()
                .filter(letter -> SinkStack.TYPED.equals(Topic.header(letter, RecordHeaders.DEAD_TOPIC)))
                .toList();
    }

    private static int topics(Properties kafka) throws ExecutionException, InterruptedException {
        kafka.setProperty("default.api.timeout.ms", "10000");
        kafka.setProperty("request.timeout.ms", "5000");
        try (Admin admin = Admin.create(kafka)) {
            return admin.listTopics().names().get().size();
        }
    }

    private Properties kafka() {
        Properties kafka = new Properties();
        kafka.setProperty("bootstrap.servers", compose.bootstrapServers());
        kafka.setProperty("security.protocol", "SASL_SSL");
        kafka.setProperty("sasl.mechanism", "PLAIN");
        kafka.setProperty("sasl.jaas.config", secret("tls/client.jaas"));
        kafka.setProperty("ssl.truststore.type", "PEM");
        kafka.setProperty(
                "ssl.truststore.location",
                compose.secrets().resolve("tls/ca.pem").toString());
        return kafka;
    }

    private String secret(String file) {
        return House.read(compose.secrets().resolve(file)).strip();
    }
}
