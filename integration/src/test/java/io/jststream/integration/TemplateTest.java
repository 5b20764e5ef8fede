package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Template.Part.Field;
import io.jststream.integration.Template.Part.Literal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    @Test
    void splitsTextAndFields() {
        Template template = Template.of("店{a.b}-{c}");

        assertEquals(
                List.of(new Literal("店"), new Field(List.of("a", "b")), new Literal("-"), new Field(List.of("c"))),
                template.parts());
        assertEquals(List.of("a.b", "c"), template.fields());
    }

    @Test
    void takesPlainTextAsAConstant() {
        assertEquals(List.of(new Literal("聚水潭")), Template.of("聚水潭").parts());
        assertEquals(List.of(), Template.of("").parts());
    }

    @Test
    void takesTwoBracesForOneAndAFormatInThem() {
        assertEquals(
                List.of(
                        new Field(List.of("a", "b")),
                        new Literal(" "),
                        new Field(List.of("c"), Template.Format.DATE),
                        new Field(List.of("c"), Template.Format.DATETIME)),
                Template.of("{{a.b}} {{c|date}}{{c|dateTime}}").parts());
        assertEquals(
                List.of("a.b", "c", "c"),
                Template.of("{{a.b}} {{c|date}}{{c|dateTime}}").fields());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{CURRENT_TIME|datetime}}",
                "{CURRENT_TIME}",
                "{{LAST_SYNC_TIME|datetime}}",
                "{{DAYS_AGO_2|date}}",
                "{{PAGINATION_PAGE_SIZE}}"
            })
    void refusesWhatIsAnotherAtEveryRun(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Template.of(text));
        assertTrue(refused.toString().contains("a replay would change every row"), refused.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{a",
                "a}",
                "{}",
                "{a b}",
                "{a..b}",
                "{1a}",
                "{{a}",
                "{a}}",
                "{a|date}",
                "{{a|number}}",
                "{{a|}}",
                "_function {a}+1"
            })
    void refusesBracesThatAreNoField(String text) {
        assertThrows(IllegalArgumentException.class, () -> Template.of(text));
    }
}
