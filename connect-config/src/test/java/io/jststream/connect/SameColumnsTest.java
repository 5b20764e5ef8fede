package io.jststream.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose rows are carried by hand, and whose are left to their connector. */
class SameColumnsTest {
    private static final Path SHOPS = Path.of("..", "integration", "src", "test", "resources", "catalog", "shops.yaml");

    private final FakeWorker connect = new FakeWorker();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final String catalog = Files.readString(SHOPS);
    private final Table shops = table(catalog);
    private final Detour columns = new SameColumns(shops, new ConnectWorker(connect.url()), this::detour);

    SameColumnsTest() throws IOException {}

    @AfterEach
    void stop() {
        connect.close();
    }

    @ParameterizedTest
    @EnumSource
    void takesTheDetourWhereTheConnectorWritesWhatTheCatalogHas(JdbcSink sink) throws Exception {
        connect.answers(200, config(shops, sink));

        columns.take(refused::addAndGet);

        assertEquals(1, taken.get());
        assertEquals(2, refused.get());
        assertEquals(List.of("GET /connectors/jst.shops.sink/config"), connect.requests());
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheRowsToAConnectorThatLacksAColumn(JdbcSink sink) throws Exception {
        connect.answers(200, config(table(catalog.replace("field: nick,", "field: nickname,")), sink));

        OperatorException error = assertThrows(OperatorException.class, () -> columns.take(refused::addAndGet));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(
                error.getMessage().contains("the connector jst.shops.sink writes other columns than the catalog has"),
                error.getMessage());
        assertEquals(0, taken.get());
    }

    @Test
    void takesNoDetourForAConnectorThatIsNotThere() {
        connect.answers(404, "{\"message\":\"Connector jst.shops.sink not found\"}");

        assertThrows(OperatorException.class, () -> columns.take(refused::addAndGet));
        assertEquals(0, taken.get());
    }

    private void detour(IntConsumer rows) {
        taken.incrementAndGet();
        rows.accept(2);
    }

    private static String config(Table table, JdbcSink sink) throws JsonProcessingException {
        return new ObjectMapper()
                .writeValueAsString(SinkConnector.config(
                        table, sink, new SinkConnector.Database("jdbc:mysql://db/bi", "sink", "secret", 4)));
    }

    private static Table table(String text) {
        return Catalog.parse("shops", text).table();
    }
}
