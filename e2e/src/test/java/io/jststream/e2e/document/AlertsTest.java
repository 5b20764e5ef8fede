package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.tool.House;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person who is called needs: both languages, a severity that has a route, a page that says what to do. */
class AlertsTest {
    static List<MonitoringFiles.Alert> alerts() {
        List<MonitoringFiles.Alert> alerts = MonitoringFiles.alerts();
        assertFalse(alerts.isEmpty());
        return alerts;
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertSpeaksBothLanguagesAndLeadsToTheRunbook(MonitoringFiles.Alert alert) {
        String heading = "docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT);

        assertTrue(Set.of("critical", "warning").contains(alert.severity()), alert.severity());
        assertTrue(alert.annotations().getOrDefault("summary", "").matches("[\\p{ASCII}]+"));
        assertTrue(alert.annotations().getOrDefault("summary_zh", "").matches("(?s).*\\p{IsHan}.*"));
        assertEquals(heading, alert.annotations().get("runbook_url"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void theRunbookHasAnEntryForEachAlert(MonitoringFiles.Alert alert) {
        assertTrue(House.read(House.ROOT.resolve("docs/runbook.md")).contains("\n### " + alert.name() + "\n"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void eachAlertIsSeenToFireAndNotToFire(MonitoringFiles.Alert alert) {
        String tests = House.read(MonitoringFiles.FOLDER.resolve("alerts_test.yml"));

        assertTrue(tests.contains("alertname: " + alert.name() + "\n        exp_alerts:"), "never fires");
        assertTrue(tests.contains("alertname: " + alert.name() + "}") || quietElsewhere(alert.name()), "never quiet");
    }

    /** Where an alert fires for one series of several, the others are the ones that do not fire. */
    private static boolean quietElsewhere(String name) {
        return Set.of("DiskFull", "Restarting").contains(name);
    }

    /** The runbook explains no alert that is not there any more. */
    @Test
    void theRunbookHasNoOtherAlerts() {
        String runbook = House.read(House.ROOT.resolve("docs/runbook.md"));
        List<String> headings = runbook.lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertEquals(
                alerts().stream().map(MonitoringFiles.Alert::name).collect(Collectors.toSet()), Set.copyOf(headings));
    }
}
