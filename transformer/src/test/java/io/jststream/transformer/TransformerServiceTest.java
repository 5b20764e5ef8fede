package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import io.jststream.transformer.mapping.Shops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of the service where no broker is; with one, the tests of the whole pipeline see it. */
final class TransformerServiceTest {
    /** Port 1 is nobody's. */
    private static final Map<String, String> NO_BROKER = Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

    @Test
    void isNotReadyBeforeItRuns() {
        try (TransformerService service = create(NO_BROKER)) {
            assertEquals(
                    "Kafka Streams is CREATED, expected RUNNING",
                    service.notReady().orElseThrow());
        }
    }

    @Test
    void waitsForTheBrokersAndStopsInTime() {
        TransformerService service = create(NO_BROKER);
        service.start();
        assertTrue(service.notReady().isPresent());
        assertTrue(service.failure().isEmpty());
        assertTimeout(Duration.ofSeconds(10), service::close);
    }

    @Test
    void refusesAnEmptyCatalog() {
        OperatorException refused = assertThrows(
                OperatorException.class,
                () -> TransformerService.create(Settings.from(NO_BROKER), List.of(), new SimpleMeterRegistry()));
        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
    }

    @Test
    void refusesASettingThatKafkaStreamsDoesNotKnow() {
        OperatorException refused = assertThrows(
                OperatorException.class, () -> create(Map.of("JST_STREAMS_PROCESSING_GUARANTEE", "exactly_twice")));
        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains("exactly_twice"), refused.getMessage());
    }

    @Test
    void refusesBrokersThatHaveNoAddress() {
        OperatorException refused = assertThrows(
                OperatorException.class,
                () -> create(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "no-such-host.invalid:9092")));
        assertTrue(refused.getMessage().contains("JST_KAFKA_BOOTSTRAP_SERVERS"), refused.getMessage());
    }

    @Test
    void refusesAFolderForLinesThatItCannotWriteTo(@TempDir Path data) throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        OperatorException refused = refusesState(file);
        assertEquals(
                "JST_STREAMS_STATE_DIR: cannot write to the folder " + file
                        + " (it is a file), where the transformer keeps"
                        + " which lines each record has, for the catalog has lists; expected one that the user "
                        + System.getProperty("user.name")
                        + " may write to and that no other instance uses: let that user write there, or name another folder",
                refused.getMessage());
        assertEquals(ExitCode.ENVIRONMENT, refused.exitCode());
        assertTrue(refusesState(file.resolve("below")).getMessage().contains(file.resolve("below") + " ("));
    }

    @Test
    void refusesAFolderForLinesThatIsThereAndReadOnly(@TempDir Path data) throws Exception {
        Path folder = Files.createDirectory(data.resolve("folder"));
        assumeTrue(folder.toFile().setWritable(false));
        // root may write everywhere but there
        Path readOnly = Files.isWritable(folder) ? Path.of("/proc/self") : folder;
        assumeTrue(Files.isDirectory(readOnly));

        assertTrue(refusesState(readOnly).getMessage().contains("cannot write to the folder " + readOnly + " ("));
    }

    @Test
    void needsNoFolderWithoutLists(@TempDir Path data) throws Exception {
        Path file = Files.createFile(data.resolve("file"));

        create(Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "JST_STREAMS_STATE_DIR", file.toString()))
                .close();
    }

    private static OperatorException refusesState(Path folder) {
        Settings settings = Settings.from(
                Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "JST_STREAMS_STATE_DIR", folder.toString()));
        return assertThrows(
                OperatorException.class,
                () -> TransformerService.create(settings, List.of(Shops.withLists()), new SimpleMeterRegistry()));
    }

    private static TransformerService create(Map<String, String> environment) {
        return TransformerService.create(
                Settings.from(environment), List.of(Shops.integration()), new SimpleMeterRegistry());
    }
}
