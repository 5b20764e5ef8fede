package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.api.CallLog;
import io.jststream.producer.group.CallLogs;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class NotedCallsTest {
    private final FakeLog log = new FakeLog();
    private final NotedCalls calls = new NotedCalls(new CallLogs(new Properties()), log);

    /** Answers as long as it is there. */
    private static final class FakeLog implements CallLog {
        private boolean away;
        private int asked;
        private int added;

        @Override
        public List<Duration> lastMinute() {
            answer();
            return List.of(Duration.ofSeconds(7));
        }

        @Override
        public void add() {
            answer();
            added++;
        }

        private void answer() {
            asked++;
            if (away) {
                throw new OperatorException(ExitCode.ENVIRONMENT, "jst.calls: nobody is there");
            }
        }
    }

    @Test
    void knowsTheCallsOfOthersAndNotesItsOwn() throws Exception {
        assertEquals(List.of(Duration.ofSeconds(7)), calls.lastMinute());
        calls.add();

        assertEquals(1, log.added);
        assertEquals(Optional.empty(), calls.hint());
    }

    @Test
    void goesOnWithoutKafkaAndSaysSo() throws Exception {
        log.away = true;

        assertEquals(List.of(), calls.lastMinute());
        calls.add();

        assertEquals(1, log.asked, "asked once more, though nobody is there");
        String hint = calls.hint().orElse("");
        assertTrue(hint.startsWith("not noted in jst.calls"), hint);
        assertTrue(hint.contains("nobody is there"), hint);
    }

    @Test
    void saysThatACallInTheMiddleIsNotNoted() throws Exception {
        calls.add();
        log.away = true;
        calls.add();

        assertTrue(calls.hint().isPresent());
    }
}
