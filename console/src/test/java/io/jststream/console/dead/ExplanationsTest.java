package io.jststream.console.dead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.transformer.mapping.TrialMapping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTest {
    private final Explanations explanations = Explanations.load();

    @ParameterizedTest
    @MethodSource("rules")
    void saysOfEveryRuleWhatItMeansInBothLanguages(String rule) {
        assertNotEquals(explanations.english("unknown"), explanations.english(rule));
        assertNotEquals(explanations.chinese("unknown"), explanations.chinese(rule));
        assertTrue(explanations.chinese(rule).matches("(?s).*\\p{IsHan}.*"), explanations.chinese(rule));
    }

    @Test
    void aRuleThatNobodyKnowsIsNone() {
        assertEquals(explanations.english("unknown"), explanations.english("whatever"));
    }

    static Stream<String> rules() {
        return Stream.concat(TrialMapping.rules().stream(), List.of("database").stream());
    }
}
