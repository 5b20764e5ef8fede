package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Integration;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The mapping, case by case, as folders of data: the shops of the catalog, and a catalog file of the tests with every type.
 * {@code raw.json} as the API sends it, {@code key.json} where the key is not what the producer would make of it, {@code gone-at.txt}
 * where the record has that header, and what comes out, {@code typed.json} (the row, and as {@code lists} the lines) or {@code dead.json}. A new case needs no Java.
 */
final class CasesTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final DefaultPrettyPrinter LINE_A_FIELD = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(PrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER));

    @TestFactory
    List<DynamicTest> shops() throws IOException, URISyntaxException {
        return cases(Shops.integration());
    }

    @TestFactory
    List<DynamicTest> types() throws IOException, URISyntaxException {
        return cases(Shops.everyType());
    }

    @TestFactory
    List<DynamicTest> marked() throws IOException, URISyntaxException {
        return cases(Shops.marked());
    }

    @TestFactory
    List<DynamicTest> rules() throws IOException, URISyntaxException {
        return cases(Shops.rules());
    }

    @TestFactory
    List<DynamicTest> expressions() throws IOException, URISyntaxException {
        return cases(Shops.expressions());
    }

    @TestFactory
    List<DynamicTest> orders() throws IOException, URISyntaxException {
        return cases(Shops.withLists());
    }

    private static List<DynamicTest> cases(Integration integration) throws IOException, URISyntaxException {
        Mapping mapper = RecordMapper.of(integration);
        String sourceKey = integration.source().key().get(0);
        Path folder = Path.of(Objects.requireNonNull(CasesTest.class.getResource("/cases/" + integration.name()))
                .toURI());
        List<DynamicTest> cases;
        try (Stream<Path> folders = Files.list(folder)) {
            cases = folders.sorted()
                    .map(each -> dynamicTest(
                            each.getFileName().toString(), each.toUri(), () -> check(each, sourceKey, mapper)))
                    .toList();
        }
        assertFalse(cases.isEmpty());
        return cases;
    }

    private static void check(Path folder, String sourceKey, Mapping mapper) throws IOException {
        byte[] raw = Files.readAllBytes(folder.resolve("raw.json"));
        Path expected = folder.resolve("typed.json");
        if (!Files.exists(expected)) {
            expected = folder.resolve("dead.json");
        }
        byte[] key = key(folder, sourceKey, raw);
        assertEquals(Files.readString(expected).strip(), text(mapper.map(key, raw, goneSince(folder))));
    }

    private static @Nullable String goneSince(Path folder) throws IOException {
        Path file = folder.resolve("gone-at.txt");
        RecordHeaders headers = new RecordHeaders();
        if (Files.exists(file)) {
            headers.add("jst.gone-at", Files.readString(file).strip().getBytes(StandardCharsets.UTF_8));
        }
        return GoneSince.of(headers);
    }

    private static byte[] key(Path folder, String sourceKey, byte[] raw) throws IOException {
        Path key = folder.resolve("key.json");
        return Files.exists(key)
                ? Files.readString(key).strip().getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(JSON.createObjectNode()
                        .set(sourceKey, JSON.readTree(raw).get(sourceKey)));
    }

    /** One field a line, in the order in which they were written. */
    private static String text(Mapped mapped) throws IOException {
        ObjectNode object = JSON.createObjectNode();
        if (mapped instanceof Mapped.Typed typed) {
            String row = new String(Objects.requireNonNull(typed.value()), StandardCharsets.UTF_8);
            object = (ObjectNode) JSON.readTree(row);
            for (List<Mapped.Line> list : typed.lines()) {
                ArrayNode lines = object.withArray("/lists").addArray();
                for (Mapped.Line line : list) {
                    lines.add(JSON.readTree(line.value()));
                }
            }
        } else if (mapped instanceof Mapped.Dead dead) {
            put(object, "field", dead.field());
            object.put("rule", dead.rule().label());
            object.put("reason", dead.reason());
            put(object, "value", dead.value() == null ? null : Shortened.of(dead.value()));
        }
        String text = JSON.writer(LINE_A_FIELD).writeValueAsString(object);
        return new String(
                text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // half a character becomes '?'
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
