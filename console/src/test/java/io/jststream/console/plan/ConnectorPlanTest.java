package io.jststream.console.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jststream.connect.plan.Change;
import io.jststream.connect.plan.Difference;
import io.jststream.connect.plan.Remedy;
import io.jststream.integration.Table;
import io.jststream.integration.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between a connector and what the settings make of the catalog. */
class ConnectorPlanTest {
    private final Table shops = Catalog.load(Path.of("..", "integration", "src", "test", "resources", "catalog"))
            .get(0)
            .table();

    @Test
    void aConnectorThatIsMissingIsRegistered() {
        List<Difference> differences = ConnectorPlan.of(shops, Map.of("batch.size", "2000"), Optional.empty());

        assertEquals(new Change.PutConnector(shops), differences.get(0).change());
    }

    @Test
    void aConnectorThatNoFileHasIsForAPerson() {
        Difference other = ConnectorPlan.others(List.of("jst.orders.sink")).get(0);

        assertEquals("connector jst.orders.sink", other.what());
        assertEquals(Remedy.HAND, other.remedy());
        assertEquals(new Change.Nothing(), other.change());
    }

    @Test
    void showsWhatWasSetTakenAwayAndAddedByHand() {
        List<Difference> differences = ConnectorPlan.of(
                shops,
                Map.of("batch.size", "2000", "insert.mode", "upsert"),
                Optional.of(Map.of("batch.size", "500", "transforms", "x", "name", "jst.shops.sink")));

        assertEquals(
                List.of("batch.size 500 2000", "insert.mode – upsert", "transforms x –"),
                differences.stream()
                        .map(difference -> difference.what().replaceFirst(".*, ", "") + " " + difference.live() + " "
                                + difference.wanted())
                        .toList());
    }

    @Test
    void showsNoPasswordButAReference() {
        List<Difference> differences = ConnectorPlan.of(
                shops,
                Map.of("connection.password", "${file:/run/secrets/sink:password}"),
                Optional.of(Map.of("connection.password", "hunter2")));

        assertFalse(differences.toString().contains("hunter2"), differences.toString());
        assertEquals("${file:/run/secrets/sink:password}", differences.get(0).wanted());
    }

    @ParameterizedTest
    @CsvSource({
        "consumer.override.sasl.jaas.config, org.example.PlainLoginModule required password=\"hunter2\";",
        "producer.override.ssl.keystore.key, hunter2",
        "consumer.override.sasl.oauthbearer.client.credentials.client.secret, hunter2",
        "connection.url, jdbc:mysql://db/bi?sslMode=REQUIRED&trustCertificateKeyStorePassword=hunter2&useSSL=true",
    })
    void showsNoOtherSecretEither(String setting, String live) {
        List<Difference> differences = ConnectorPlan.of(
                shops, Map.of(setting, live.replace("hunter2", "hunter3")), Optional.of(Map.of(setting, live)));

        assertEquals(1, differences.size());
        assertFalse(differences.toString().contains("hunter"), differences.toString());
    }

    @Test
    void showsOfALongValueThePlaceThatDiffers() {
        String same = "{\"fields\": [" + "x".repeat(200);
        List<Difference> differences = ConnectorPlan.of(
                shops, Map.of("schema", same + "wanted]}"), Optional.of(Map.of("schema", same + "live]}")));

        assertEquals("…" + "x".repeat(15) + "wanted]}", differences.get(0).wanted());
    }
}
