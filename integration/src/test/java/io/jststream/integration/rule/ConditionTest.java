package io.jststream.integration.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final Map<String, Kind> KINDS = Map.of(
            "qty", Kind.NUMBER,
            "price", Kind.NUMBER,
            "total", Kind.NUMBER,
            "status", Kind.TEXT,
            "created", Kind.DATE,
            "sent", Kind.DATE,
            "cod", Kind.TRUTH,
            "items", Kind.JSON,
            "none", Kind.NUMBER);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        qty > 2                                             ~ true
        qty >= 3 && qty <= 3 && qty == 3.00                 ~ true
        qty != 3 || price < 0                               ~ false
        qty > 2 || price > 100 && cod                       ~ true
        (qty > 2 || price > 100) && !cod                    ~ true
        total == qty * price + 0.5 - 1                      ~ true
        total == qty * (price - 1)                          ~ false
        price == -9.5                                       ~ false
        status == 'Sent'                                    ~ true
        status in ["WaitPay", 'Sent']                       ~ true
        qty in [1, 2, -3]                                   ~ false
        size(status) == 4                                   ~ true
        status == 'it\\'s'                                  ~ false
        created == '2024-02-29'                             ~ true
        created < '2024-02-29 00:00:01'                     ~ true
        sent >= created                                     ~ true
        sent in ['2024-03-01 12:00:00']                     ~ true
        cod == false                                        ~ true
        cod                                                 ~ false
        items != null && none == null                       ~ true
        none != null                                        ~ false
        null == none                                        ~ true
        """)
    void saysWhetherARowIsAsItHasToBe(String check, boolean allowed) {
        assertEquals(allowed, allows(check));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        none > 0                  ~ true
        !(none > 0)               ~ true
        none + 1 > 0              ~ true
        none in [1]               ~ true
        none > 0 && qty > 99      ~ false
        none > 0 && qty > 0       ~ true
        none > 0 || qty > 99      ~ true
        """)
    void aComparisonWithNullIsNoBreach(String check, boolean allowed) {
        assertEquals(allowed, allows(check));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        qty >                       ~ at character 6, its end: expected a column, a number or a text in quotes
        qty = 3                     ~ at character 5: found '= 3', expected ==, !=, <, <=, >, >=, in
        qty > 3 qty                 ~ at character 9, 'qty': expected &&, || or nothing more
        (qty > 3                    ~ at character 9, its end: expected ')'
        qty                         ~ at character 1, 'qty': expected a comparison here
        qty && cod                  ~ at character 1, 'qty': expected a comparison here
        prise > 3                   ~ at character 1, 'prise': there is no such column in main_params, did you mean 'price'?
        qty > 'a'                   ~ at character 5, '>': a number cannot be compared with a text
        sent > qty                  ~ at character 8, 'qty': a number cannot be compared with a date
        sent > 'soon'               ~ at character 8, ''soon'': a text cannot be compared with a date
        sent > '2024-13-01'         ~ at character 8, ''2024-13-01'': a text cannot be compared with a date
        items == items              ~ a JSON value cannot be compared with a JSON value
        qty > null                  ~ at character 5, '>': null is neither greater nor less than anything
        status + 1 == 2             ~ at character 1, 'status': expected a number beside +, - or *
        qty in 3                    ~ at character 8, '3': expected '['
        qty in ['a']                ~ at character 9, ''a'': expected a number, as stands before 'in'
        qty in []                   ~ at character 9, ']': expected a column, a number
        items in [1]                ~ a number, a text or a date stands before 'in'
        now() > created             ~ at character 1, 'now': the only function is size(text)
        size(qty) > 1               ~ at character 6, 'qty': size is of a text
        status.matches('a')         ~ at character 7: found '.matches('a')'
        -qty > 1                    ~ at character 1, '-': expected a column, a number
        """)
    void saysWhatIsWrongAndWhere(String check, String message) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> condition(check));

        assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
    }

    @Test
    void boundsItsLength() {
        String check = "qty > 1" + " && qty > 1".repeat(60);

        assertThrows(IllegalArgumentException.class, () -> condition(check));
        assertEquals(
                List.of("qty"),
                condition(check.substring(0, "qty > 1 && qty > 1".length())).columns());
    }

    private static boolean allows(String check) {
        Condition condition = condition(check);
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("qty", new BigDecimal("3"));
        row.put("price", new BigDecimal("9.50"));
        row.put("total", new BigDecimal("28.0"));
        row.put("status", "Sent");
        row.put("created", Kind.clock("2024-02-29"));
        row.put("sent", Kind.clock("2024-03-01 12:00:00.000"));
        row.put("cod", false);
        row.put("items", "[]");
        return condition.allows(condition.columns().stream().map(row::get).toArray());
    }

    private static Condition condition(String check) {
        return Condition.of("test", check, Severity.REJECT, KINDS);
    }
}
