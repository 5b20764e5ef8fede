package io.jststream.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.connect.Setup;
import io.jststream.e2e.tool.House;
import io.jststream.local.embedded.EmbeddedBroker;
import io.jststream.producer.api.CallLog;
import io.jststream.producer.group.CallLogs;
import io.jststream.service.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one instance has spent of an account's quota, read by the next. */
class CallLogsTest {
    @Test
    void whoeverReadsAnAccountNextKnowsTheCallsOfTheLastMinute() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(House.newFolder("calls"), 0)) {
            Settings settings = Settings.from(
                    Map.of("JST_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "JST_TOPIC_REPLICATION", "1"));
            new Setup(settings, House.catalog()).topics();
            try (CallLogs before = new CallLogs(settings.kafka());
                    CallLogs next = new CallLogs(settings.kafka())) {
                CallLog calls = before.of("a");
                assertEquals(List.of(), calls.lastMinute());
                for (int call = 0; call < 3; call++) {
                    calls.add();
                }
                before.of("b").add();

                List<Duration> ages = next.of("a").lastMinute();

                assertEquals(3, ages.size(), ages.toString());
                ages.forEach(age ->
                        assertTrue(!age.isNegative() && age.compareTo(Duration.ofMinutes(1)) < 0, ages.toString()));
                assertEquals(1, next.of("b").lastMinute().size());
                assertEquals(List.of(), next.of("c").lastMinute());
            }
        }
    }
}
