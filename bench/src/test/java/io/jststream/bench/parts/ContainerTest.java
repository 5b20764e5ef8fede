package io.jststream.bench.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the files of the images say. */
class ContainerTest {
    private static final String COMPOSE = """
            services:
              kafka: {image: "apache/kafka:9", mem_limit: 1m}
              mapper:
                image: jst-stream/mapper
                mem_limit: 448m
                environment: {KAFKA_HEAP_OPTS: -Xmx5m}
              watcher:
                image: jst-stream/mapper
                command: ["house.Watcher", "--once"]
                mem_limit: 192m
            """;
    private static final String DOCKERFILE = """
            FROM service AS other
            ENTRYPOINT ["java", "-Xmx1m", "-cp", "lib/*", "house.Other"]

            FROM service AS mapper
            COPY app app
            ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:SharedArchiveFile=/app/app.jsa", "-cp", "app/*"]
            CMD ["house.Mapper"]

            FROM service AS last
            ENTRYPOINT ["java", "-Xmx2m", "-cp", "lib/*", "house.Last"]
            """;

    @Test
    void aProgramIsStartedWithTheOptionsOfItsOwnImage() throws IOException {
        Container mapper = Container.of("mapper", COMPOSE, DOCKERFILE);

        assertEquals(List.of("-XX:+UseSerialGC"), mapper.javaOptions());
        assertEquals(List.of("house.Mapper"), mapper.program());
        assertEquals("448m", mapper.memory());
        assertEquals("-Xmx5m", mapper.environment().get("KAFKA_HEAP_OPTS"));
    }

    @Test
    void aCommandOfComposeTakesThePlaceOfTheImages() throws IOException {
        Container watcher = Container.of("watcher", COMPOSE, DOCKERFILE);

        assertEquals(List.of("house.Watcher", "--once"), watcher.program());
        assertEquals("192m", watcher.memory());
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        IOException refused = assertThrows(IOException.class, () -> Container.of("mappers", COMPOSE, DOCKERFILE));

        assertEquals("docker-compose.yml has no service mappers", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "transformer, io.jststream.transformer.TransformerMain",
        "producer, io.jststream.producer.ProducerMain",
        "supervisor, io.jststream.connect.SupervisorMain"
    })
    void theFilesOfTheHouseSayHowItsServicesStart(String service, String program) throws IOException {
        Container container = Container.of(service, Path.of(".."));

        assertEquals(List.of(program), container.program());
        assertTrue(container.javaOptions().contains("-XX:MaxRAMPercentage=60"), () -> "" + container.javaOptions());
        assertTrue(container.memory().matches("\\d+m"), container.memory());
    }
}
