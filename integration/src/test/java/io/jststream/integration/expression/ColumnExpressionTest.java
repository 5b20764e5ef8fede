package io.jststream.integration.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnExpressionTest {
    private static final String RECORD = """
        {"qty": 3, "price": 19.90, "big": 9223372036854775807, "bigger": 123456789012345678901234567890.5, "zero": 0,
         "huge": 1e999999999, "none": null, "yes": true, "name": " 店铺 A,B ", "text": "19.90", "店铺": "x",
         "created": "2024-02-29 10:00:00", "o": {"a": {"b": 5, "none": null}, "none": null},
         "items": [{"qty": 2, "price": "0.1"}, {"qty": 1, "price": "0.20"}], "tags": ["a", "b"]}
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        raw.qty * raw.price                                     ~ 59.70
        double(raw.qty) * double(raw.price)                     ~ 59.7
        0.1 + 0.2                                               ~ 0.3
        raw.price * 1.13                                        ~ 22.4870
        raw.price * 100 - 1                                     ~ 1989.00
        raw.big                                                 ~ 9223372036854775807
        raw.big + 1                                             ~ 9223372036854775808
        raw.bigger * 10                                         ~ 1234567890123456789012345678905.0
        raw.huge                                                ~ 1e999999999
        raw.qty / 2                                             ~ 1.5
        7 / 2                                                   ~ 3
        size(raw.items) / 2                                     ~ 1
        round(raw.price / 3, 2)                                 ~ 6.63
        round(2.345, 2)                                         ~ 2.35
        round(-2.345, 2)                                        ~ -2.35
        raw.price % 7                                           ~ 5.90
        -raw.qty                                                ~ -3
        int(raw.price)                                          ~ 19
        decimal(raw.text) + 1                                   ~ 20.90
        double(raw.text)                                        ~ 19.9
        sum(raw.items.map(i, i.qty * decimal(i.price)))         ~ 0.40
        sum([])                                                 ~ 0
        """)
    void countsExactly(String expression, String number) throws Exception {
        assertEquals(new Result(Result.Kind.NUMBER, number), value(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        raw.qty == 3                                            ~ true
        raw.qty == 3.0                                          ~ true
        raw.qty != 3                                            ~ false
        raw.qty > 2.5 && raw.price < 20                         ~ true
        raw.qty in [1, 2, 3]                                    ~ true
        raw.tags == ['a', 'b']                                  ~ true
        raw.o == {'a': {'b': 5.0, 'none': null}, 'none': null}  ~ true
        raw.o == {'a': {'b': 6}}                                ~ false
        raw.none == null                                        ~ true
        raw.qty == '3'                                          ~ false
        has(raw.none)                                           ~ true
        has(raw.nope)                                           ~ false
        'name' in raw && !('nope' in raw)                       ~ true
        raw.?nope.hasValue()                                    ~ false
        raw.?none.hasValue()                                    ~ false
        raw.items.exists(i, i.qty > 1)                          ~ true
        raw.items.all(i, i.qty > 1)                             ~ false
        raw.items.exists_one(i, i.qty > 1)                      ~ true
        raw.name.matches('A.B')                                 ~ true
        raw.name.contains('店') && !raw.name.startsWith('店')   ~ true
        raw.nope == 1 || raw.yes                                ~ true
        """)
    void compares(String expression, String truth) throws Exception {
        assertEquals(new Result(Result.Kind.TRUTH, truth), value(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        raw.name.trim() + '!'                                   ~ 店铺 A,B!
        raw.created.substring(0, 10)                            ~ 2024-02-29
        raw.created.substring(11)                               ~ 10:00:00
        raw.name.trim().substring(1, 2)                         ~ 铺
        raw.created.replace('-', '/')                           ~ 2024/02/29 10:00:00
        raw.name.split(',')[0].trim()                           ~ 店铺 A
        raw.tags.join('|')                                      ~ a|b
        raw.name.lowerAscii().upperAscii().trim()               ~ 店铺 A,B
        string(raw.price) + string(0.1 + 0.2) + string(raw.yes) ~ 19.900.3true
        raw['店铺']                                             ~ x
        raw.qty > 2 ? 'many' : 'few'                            ~ many
        raw.?nope.orValue('-')                                  ~ -
        raw.?none.orValue('-')                                  ~ -
        raw.?o.?none.?b.orValue('-')                            ~ -
        raw.?o.?a.?none.orValue('-')                            ~ -
        raw.?nope.or(raw.?created).orValue('')                  ~ 2024-02-29 10:00:00
        """)
    void makesTexts(String expression, String text) throws Exception {
        assertEquals(new Result(Result.Kind.TEXT, text), value(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"raw.none", "null", "raw.zero == 0 ? null : 1", "raw.?nope", "raw.?o.?a.?nope", "raw.?none"})
    void nullAndWhatIsNotThereIsNull(String expression) throws Exception {
        assertNull(value(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        raw.items.filter(i, i.qty > 1)              ~ LIST   ~ [{"qty":2,"price":"0.1"}]
        {'n': raw.qty, 'l': [raw.none, raw.price]}  ~ OBJECT ~ {"n":3,"l":[null,19.90]}
        raw.name.split(',')                         ~ LIST   ~ [" 店铺 A","B "]
        """)
    void makesJson(String expression, Result.Kind kind, String json) throws Exception {
        assertEquals(new Result(kind, json), value(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        raw.nope                       ~ no field 'nope' at character 4
        raw.o.a.nope                   ~ no field 'nope' at character 8
        raw['没有']                    ~ no field '没有' at character 4
        raw.name.nope                  ~ no object to have 'nope' at character 9
        raw.none * 2                   ~ values that '*' does not take at character 10
        raw.text * 2                   ~ values that '*' does not take at character 10
        raw.huge + 1                   ~ values that '+' does not take at character 10
        raw.qty / raw.zero             ~ a division by 0 at character 9
        1 / 0                          ~ a division by 0 at character 3
        1.0 / 0.0                      ~ a number without an end
        1e200                          ~ a number of more than 100 digits
        [1e-200]                       ~ a number of more than 100 digits
        raw.big * raw.big * raw.big * raw.big * raw.big * raw.big ~ a number of more than 100 digits at character 49
        int(raw.big + 1)               ~ a number of more than 64 bits at character 4
        raw.items[2].qty               ~ nothing at the place 2 at character 10
        raw.name.substring(0, 99)      ~ nothing at the place 99 at character 19
        int('12x')                     ~ a text that is no number at character 4
        decimal(raw.name)              ~ a text that is no number at character 8
        round(raw.price, 99)           ~ a rounding to more than 30 places at character 6
        raw.none.map(x, x)             ~ no list to go through at character 4
        raw.qty ? 1 : 2                ~ what is neither true nor false at character 4
        b'abc'                         ~ a value that no column can hold
        """)
    void saysWhatStoodInTheWay(String expression, String found) {
        FailedException failed = assertThrows(FailedException.class, () -> value(expression));

        assertEquals(found, failed.found());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now()",
                "timestamp('2024-02-29T10:00:00Z')",
                "duration('1h')",
                "random()",
                "type(raw.qty)",
                "raw.name.getClass()",
                "raw.getClass()",
                "java.lang.System.currentTimeMillis()",
                "google.protobuf.Any{}",
                "google.protobuf.Timestamp{seconds: 1}",
                "bytes('a')",
                "raw.name.format([1])",
                "line.qty"
            })
    void reachesNothingButTheRecord(String expression) {
        assertThrows(IllegalArgumentException.class, () -> ColumnExpression.of(expression, Variable.OF_A_RECORD));
    }

    @Test
    void readsTheLineToo() throws Exception {
        ColumnExpression expression = ColumnExpression.of("line.qty * raw.price + line.qty", Variable.OF_A_LINE);

        assertEquals(List.of(new Input(Variable.LINE, "qty"), new Input(Variable.RAW, "price")), expression.inputs());
        assertEquals(
                new Result(Result.Kind.NUMBER, "9"),
                expression.value(new Object[] {RecordValue.number("3"), RecordValue.number("2")}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw.items.all(a, raw.items.all(b, raw.items.all(c, a + b + c >= 0)))",
                "raw.items.exists(a, raw.items.exists(b, raw.items.exists(c, a + b + c < 0))) || true",
                "raw.items.map(a, raw.items.map(b, [a, b]))",
                "raw.items.all(a, raw.items == raw.items)",
                "raw.items.all(a, sum(raw.items) >= 0)",
                "raw.items.all(a, a in [raw.items.filter(b, b >= 0)] || true)",
                "[1].map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x])"
                        + ".map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x])"
                        + ".map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]).map(x, [x, x]) == []",
                "[[1]].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
                        + ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
                        + ".map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)"
            })
    void endsWhatDoesNotEnd(String expression) throws Exception {
        String list = "[" + "7,".repeat(4_999) + "7]";

        ColumnExpression compiled = ColumnExpression.of(expression, Variable.OF_A_RECORD);
        Object[] inputs = compiled.inputs().isEmpty() ? new Object[0] : new Object[] {RecordValue.json(list)};

        FailedException failed = assertThrows(FailedException.class, () -> compiled.value(inputs));

        assertEquals("more work than 100000 steps", failed.found());
    }

    @Test
    void goesThroughALongListOnce() throws Exception {
        String list = "[" + "7,".repeat(4_999) + "7]";

        assertEquals(
                new Result(Result.Kind.NUMBER, "35000"),
                ColumnExpression.of("sum(raw.items.map(i, i))", Variable.OF_A_RECORD)
                        .value(new Object[] {RecordValue.json(list)}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        raw.a.replace('x', raw.a)                ~ a text of more than 1000000 characters
        [raw.a, raw.a].join(raw.a)               ~ a text of more than 1000000 characters
        raw.a + raw.a                            ~ a text of more than 1000000 characters
        [raw.a.substring(0, 9)].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x) ~ a text of more than 1000000 characters
        raw.a.contains(raw.a)                    ~ a text of more than 200 characters to look for
        """)
    void makesNoTextThatFillsTheMemory(String expression, String found) {
        FailedException failed = assertThrows(
                FailedException.class,
                () -> ColumnExpression.of(expression, Variable.OF_A_RECORD)
                        .value(new Object[] {RecordValue.text("x".repeat(600_000))}));

        assertTrue(failed.found().startsWith(found), failed.found());
    }

    @Test
    void comesToTheSameAgain() throws Exception {
        ColumnExpression expression = ColumnExpression.of("raw.items.map(i, i.price)", Variable.OF_A_RECORD);
        Object items = RecordValue.json("[{\"price\": 1.10}, {\"price\": 0.1}]");

        assertEquals(expression.value(new Object[] {items}), expression.value(new Object[] {items}));
        assertEquals(new Result(Result.Kind.LIST, "[1.10,0.1]"), expression.value(new Object[] {items}));
    }

    private static @Nullable Result value(String expression) throws FailedException, IOException {
        ColumnExpression compiled = ColumnExpression.of(expression, Variable.OF_A_RECORD);
        Map<?, ?> record = (Map<?, ?>) RecordValue.json(RECORD);
        return compiled.value(compiled.inputs().stream()
                .map(input -> record.get(input.field()))
                .toArray());
    }
}
