package io.jststream.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What all verbs have in common. */
class JstTest {
    @ParameterizedTest
    @ValueSource(strings = {"chek", "check --lve", "preview", "plan --approve", "preview shops --rows many"})
    void refusesWhatItDoesNotKnowAsBadConfiguration(String typed) {
        OperatorException refused =
                assertThrows(OperatorException.class, () -> Typed.on(Typed.CATALOG, typed.split(" ")));

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains("--help"), refused.getMessage());
    }

    @Test
    void showsItsVerbsAndEndsAsBadConfigurationWhereNoneIsNamed() throws Exception {
        Typed nothing = Typed.on(Typed.CATALOG);

        assertEquals(ExitCode.BAD_CONFIGURATION, nothing.exitCode());
        assertTrue(nothing.answer().contains("preview"), nothing.answer());
        assertEquals(ExitCode.OK, Typed.on(Typed.CATALOG, "--help").exitCode());
    }

    @Test
    void everyVerbSaysWhatItDoesAndAnswersAsJson() throws Exception {
        for (String verb : new CommandLine(new Jst()).getSubcommands().keySet()) {
            Typed help = Typed.on(Typed.CATALOG, verb, "--help");

            assertEquals(ExitCode.OK, help.exitCode(), verb);
            assertTrue(help.answer().contains("--json"), help.answer());
        }
    }

    @Test
    void takesTheOptionForJsonBeforeAndBehindTheVerb() throws Exception {
        List<Typed> both =
                List.of(Typed.on(Typed.CATALOG, "--json", "check"), Typed.on(Typed.CATALOG, "check", "--json"));

        for (Typed check : both) {
            assertEquals(ExitCode.OK, check.exitCode());
            assertTrue(check.json().path("ok").asBoolean(), check.answer());
        }
    }

    @Test
    void namesTheIntegrationThatMayBeMeant() {
        OperatorException refused =
                assertThrows(OperatorException.class, () -> Typed.on(Typed.CATALOG, "preview", "shop", "--file", "x"));

        assertEquals(ExitCode.BAD_CONFIGURATION, refused.exitCode());
        assertTrue(refused.getMessage().contains("did you mean"), refused.getMessage());
    }
}
