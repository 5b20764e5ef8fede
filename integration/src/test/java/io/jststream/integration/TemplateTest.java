package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{a", "a}", "{}", "{a b}", "{a..b}", "{1a}", "{{a}"})
    void refusesBracesThatAreNoField(String text) {
        assertThrows(IllegalArgumentException.class, () -> Template.of(text));
    }
}
