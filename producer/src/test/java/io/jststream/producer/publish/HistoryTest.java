package io.jststream.producer.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeKafka;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import org.junit.jupiter.api.Test;

/** What somebody is told who looks at a topic. */
class HistoryTest {
    private static final String TOPIC = "jst.shops.raw";

    private final FakeKafka kafka = new FakeKafka(TOPIC);

    /** One without partitions would look like one without records. */
    @Test
    void aTopicThatIsMissingBeginsNowhere() {
        kafka.losesItsTopic();

        OperatorException error = assertThrows(OperatorException.class, () -> History.beginnings(kafka, TOPIC));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().contains("there is no topic " + TOPIC), error.getMessage());
    }
}
