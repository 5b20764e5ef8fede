package io.jststream.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.Integration;
import io.jststream.service.Settings;
import io.jststream.transformer.mapping.Mapped;
import io.jststream.transformer.mapping.RecordMapper;
import io.jststream.transformer.mapping.Shops;
import io.jststream.transformer.replay.Replay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/**
 * Whatever JSON comes for whatever type, nothing stops and nothing is lost: raw = typed + dead, and what is typed fits its column.
 * The seed is fixed, so a failure comes again.
 */
final class RandomTypesTest {
    private static final int RECORDS = 5_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "-",
            "1",
            "0",
            "-7.50",
            "true",
            "False",
            "1e5",
            "99999999.99",
            "123456789.999",
            "店🦌",
            "\\ud83e",
            "\\u0000",
            "2024-02-29",
            "2023-02-29",
            "2024-02-29 12:00:00",
            "2024-02-29 12:00:00.123456",
            "0001-01-01",
            "1900-01-01 00:00:00",
            "0000-00-00 00:00:00",
            "1709222400",
            "１２",
            "NaN",
            "0x1F",
            "1e999999999");

    private final Random random = new Random(20261124);
    private final Integration types = Shops.everyType();
    private final RecordMapper mapper = RecordMapper.of(types);

    @Test
    void typesOrRefusesEveryRandomRecord() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                TopologyBuilder.build(List.of(types), Replay.NONE, metrics),
                StreamsProperties.from(Settings.from(Map.of())))) {
            var raw = driver.createInputTopic("jst.types.raw", new ByteArraySerializer(), new ByteArraySerializer());
            for (int i = 0; i < RECORDS; i++) {
                raw.pipeInput(bytes("{\"id\":7}"), bytes(record()));
            }
            long typed = driver.createOutputTopic("jst.types", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .getQueueSize();
            long dead = driver.createOutputTopic(
                            "jst.types.dead", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .getQueueSize();
            assertEquals(RECORDS, typed + dead);
            assertTrue(typed > RECORDS / 20 && dead > RECORDS / 20, typed + " typed, " + dead + " dead");
            assertEquals((double) dead, misfits(metrics, "reject"));
            assertTrue(misfits(metrics, "null") > 0 && misfits(metrics, "truncate") > 0);
        }
    }

    @Test
    void writesWhatFitsAndTheSameAgain() throws IOException {
        int typed = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] raw = bytes(record());
            Mapped mapped = mapper.map(bytes("{\"id\":7}"), raw, null);
            if (mapped instanceof Mapped.Typed row) {
                typed++;
                check(JSON.readTree(row.value()));
                Mapped.Typed again = assertInstanceOf(Mapped.Typed.class, mapper.map(bytes("{\"id\":7}"), raw, null));
                assertArrayEquals(row.value(), again.value());
            }
        }
        assertTrue(typed > RECORDS / 20, typed + " typed");
    }

    private void check(JsonNode row) throws IOException {
        for (Column column : types.target().columns()) {
            JsonNode value = row.get(column.field());
            assertTrue(value.isNull() ? !column.required() : fits(value, column.type()), column + " " + value);
        }
    }

    private static boolean fits(JsonNode value, ColumnType type) throws IOException {
        if (type instanceof ColumnType.Whole whole) {
            long sign = value.longValue() >> (whole.bits() - 1);
            return value.isIntegralNumber() && value.canConvertToLong() && (sign == 0 || sign == -1);
        } else if (type instanceof ColumnType.Decimal decimal) {
            return value.isNumber()
                    && value.decimalValue().precision() <= decimal.precision()
                    && value.decimalValue().scale() <= decimal.scale();
        } else if (type instanceof ColumnType.Bool) {
            return value.isBoolean();
        } else if (type instanceof ColumnType.Floating) {
            return value.isNumber() && Double.isFinite(value.doubleValue());
        } else if (type instanceof ColumnType.Json) {
            return !JSON.readTree(value.textValue()).isMissingNode();
        } else if (type instanceof ColumnType.Date) {
            return value.textValue().matches("\\d{4}-\\d\\d-\\d\\d");
        } else if (type instanceof ColumnType.Datetime) {
            return value.textValue().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?");
        }
        return type instanceof ColumnType.Varchar varchar
                ? value.textValue().codePointCount(0, value.textValue().length()) <= varchar.length()
                : value.textValue().getBytes(StandardCharsets.UTF_8).length <= ColumnType.Text.BYTES;
    }

    /** Few of the fields are set, so that now and then a whole record fits. */
    private String record() {
        List<String> fields = types.target().columns().stream()
                .map(Column::field)
                .filter(field -> !field.equals("id") && random.nextInt(20) == 0)
                .toList();
        return fields.stream()
                .map(field -> ",\"" + field + "\":" + value(field, 0))
                .collect(Collectors.joining(
                        "", "{\"id\":7", (random.nextInt(9) == 0 ? ",\"clock\":" + value("clock", 0) : "") + "}"));
    }

    private String value(String field, int level) {
        return switch (random.nextInt(level < 4 ? 9 : 6)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Long.toString(random.nextLong() >> random.nextInt(64));
            case 3 -> (random.nextInt(200_000) - 100_000) / 1000.0 + (random.nextInt(9) == 0 ? "e400" : "");
            case 4, 5 -> "\"" + TEXTS.get(random.nextInt(TEXTS.size())) + "\"";
            case 6 -> values(field, level).collect(Collectors.joining(",", "[", "]"));
            case 7 ->
                values(field, level)
                        .map(value -> "\"" + field + "\":" + value)
                        .collect(Collectors.joining(",", "{", "}"));
            default -> "\"" + "长".repeat(random.nextInt(9)) + "\"";
        };
    }

    private Stream<String> values(String field, int level) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> value(field, level + 1));
    }

    private static double misfits(SimpleMeterRegistry metrics, String done) {
        return metrics.get("jst.misfits").tag("done", done).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
