package io.jststream.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.console.Typed;
import io.jststream.service.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./jst check} on files alone. */
class CheckVerbTest {
    @TempDir
    Path folder;

    @Test
    void saysWhichIntegrationsAreRight() throws Exception {
        Typed check = Typed.on(Typed.CATALOG, "check");

        assertEquals(ExitCode.OK, check.exitCode());
        assertTrue(check.answer().contains("shops"), check.answer());
    }

    @Test
    void hintsAtABetterWayThanARequestThatMovesWithTime() throws Exception {
        String shops = Files.readString(Typed.CATALOG.resolve("shops.yaml"));
        Files.writeString(
                folder.resolve("shops.yaml"),
                shops.replaceFirst("(?m)^  gone:.*$", "  gone: keep")
                        .replace("  records:", "    - {field: day, value: \"{{DAYS_AGO_3|date}}\"}\n  records:"));

        Typed check = Typed.on(folder, "check");

        assertEquals(ExitCode.OK, check.exitCode());
        assertTrue(check.answer().contains("hint: the request of shops moves with time"), check.answer());
        assertFalse(Typed.on(Typed.CATALOG, "check").answer().contains("hint:"));
    }

    @Test
    void showsAllProblemsOfAllFilesAtOnceWithFileAndLine() throws Exception {
        String shops = Files.readString(Typed.CATALOG.resolve("shops.yaml"));
        Files.writeString(
                folder.resolve("shops.yaml"),
                shops.replace("every:", "evry:").replaceFirst("type: bigint", "type: biginteger"));
        Files.writeString(folder.resolve("orders.yaml"), "name: orders\nsurce: 1\n");

        Typed check = Typed.on(folder, "check");
        List<String> lines = check.answer().lines().toList();

        assertEquals(ExitCode.BAD_CONFIGURATION, check.exitCode());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("error: .*shops\\.yaml:\\d+: .*evry.*")), check.answer());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("error: .*shops\\.yaml:\\d+: .*biginteger.*")),
                check.answer());
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("error: .*orders\\.yaml:2: .*surce.*")), check.answer());

        JsonNode findings = Typed.on(folder, "check", "--json").json().path("findings");
        assertEquals(lines.size(), findings.size());
        assertTrue(findings.get(0).path("file").asText().endsWith("orders.yaml"), findings.toString());
        assertTrue(findings.get(0).path("line").asInt() > 0, findings.toString());
    }
}
