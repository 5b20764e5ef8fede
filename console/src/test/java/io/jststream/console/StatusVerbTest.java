package io.jststream.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class StatusVerbTest {
    @Test
    void aPersonSeesTheEndOfASweepToTheSecond() {
        assertEquals("complete 2026-11-28T06:45:53Z", shown("2026-11-28T06:45:53.622501364Z"));
        assertEquals("complete 2026-11-28T06:45:53Z", shown("2026-11-28T06:45:53Z"));
    }

    private static String shown(String ended) {
        return StatusVerb.shown(
                JsonNodeFactory.instance.objectNode().put("outcome", "complete").put("ended", ended));
    }
}
