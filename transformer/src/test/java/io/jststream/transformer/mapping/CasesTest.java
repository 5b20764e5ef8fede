package io.jststream.transformer.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The mapping, case by case, as folders of data: those of the catalog and of its examples, and catalog files of the tests.
 * What such a folder holds, {@link MappingCase} says. A new case, and those of a new integration, need no Java.
 */
final class CasesTest {
    private static final Path CASES = Path.of("src", "test", "resources", "cases");
    private static final Path CATALOG = Path.of("..", "catalog");

    private final Map<String, Integration> delivered = new TreeMap<>();
    private final Map<String, Integration> integrations = new TreeMap<>(Map.of(
            "types",
            Shops.everyType(),
            "marked",
            Shops.marked(),
            "rules",
            Shops.rules(),
            "lists",
            Shops.withLists(),
            "expressions",
            Shops.expressions()));

    CasesTest() {
        for (Path folder : List.of(CATALOG.resolve("examples"), CATALOG)) {
            Catalog.load(folder).forEach(integration -> delivered.put(integration.name(), integration));
        }
        integrations.putAll(delivered);
    }

    @TestFactory
    List<DynamicContainer> cases() throws IOException {
        List<DynamicContainer> all = new ArrayList<>();
        for (Path folder : folders(CASES)) {
            String name = folder.getFileName().toString();
            Integration integration = integrations.get(name);
            if (integration == null) {
                return fail(folder + ": no catalog file has the name '" + name + "', expected one of "
                        + String.join(", ", integrations.keySet()));
            }
            Mapping mapping = RecordMapper.of(integration);
            all.add(dynamicContainer(
                    name,
                    cases(folder, integration).stream()
                            .map(each -> dynamicTest(
                                    each.folder().getFileName().toString(),
                                    each.folder().toUri(),
                                    () -> assertEquals(each.expected(mapping), each.found(mapping))))));
        }
        return all;
    }

    @Test
    void everyColumnOfTheCatalogHasAValueInACase() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Integration integration : delivered.values()) {
            missing.addAll(new FilledColumns(integration)
                    .missing(cases(CASES.resolve(integration.name()), integration), CASES));
        }
        if (!missing.isEmpty()) {
            fail(String.join("\n", missing));
        }
    }

    private static List<MappingCase> cases(Path folder, Integration integration) throws IOException {
        List<MappingCase> cases = new ArrayList<>();
        for (Path each : Files.isDirectory(folder) ? folders(folder) : List.<Path>of()) {
            cases.add(new MappingCase(each, integration.source().key()));
        }
        return cases;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted().toList();
        }
    }
}
