package io.jststream.e2e.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.e2e.document.MonitoringFiles.Inhibition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which alerts are kept back by another one, and which must not be: whoever is not called takes all for well. */
class InhibitionsTest {
    private static final String KEPT_BACK = """
            DiskFull service=kafka,node=1,path=/data           | DiskFilling service=kafka,node=1,path=/data
            KafkaUnreachable                                   | NoSweep account=one,integration=orders
            KafkaUnreachable                                   | AccountNotRead account=one
            KafkaUnreachable                                   | TaskFailed connector=jst.orders.sink
            KafkaUnreachable                                   | StageStuck stage=transformer,integration=orders
            KafkaUnreachable                                   | LagGrowing stage=sink,integration=orders
            MysqlUnreachable                                   | StageStuck stage=sink,integration=orders
            MysqlReadOnly                                      | LagGrowing stage=sink,integration=orders
            MysqlReadOnly                                      | TaskFailed connector=jst.orders.sink
            MysqlUnreachable                                   | MysqlReadOnly
            ServiceDown job=producer                           | NoSweep account=one,integration=orders
            ServiceDown job=producer                           | AccountNotRead account=one
            ServiceDown job=transformer                        | StageStuck stage=transformer,integration=orders
            ServiceDown job=connect                            | LagGrowing stage=sink,integration=orders
            ServiceDown job=connect                            | TaskFailed connector=jst.orders.sink
            Restarting job=connect                             | InstanceDown job=connect,instance=a
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = KEPT_BACK)
    void whatFollowsFromAnotherFaultIsKeptBack(String one, String other) {
        assertTrue(keptBack(one, other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CredentialsRefused account=one                     | NoSweep account=one,integration=orders
            CredentialsRefused account=one                     | NoSweep account=two,integration=orders
            MysqlUnreachable                                   | StageStuck stage=transformer,integration=orders
            MysqlReadOnly                                      | LagGrowing stage=transformer,integration=orders
            ServiceDown job=connect                            | StageStuck stage=transformer,integration=orders
            ServiceDown job=transformer                        | StageStuck stage=sink,integration=orders
            ServiceDown job=transformer                        | TaskFailed connector=jst.orders.sink
            ServiceDown job=transformer                        | NoSweep account=one,integration=orders
            ServiceDown job=supervisor                         | NoSweep account=one,integration=orders
            KafkaUnreachable                                   | TransactionHangs stage=sink,integration=orders
            KafkaUnreachable                                   | MysqlUnreachable
            DiskFull service=kafka,node=1,path=/data           | DiskFilling service=kafka,node=2,path=/data
            DiskFull service=mysql,path=/volumes/mysql         | DiskFilling service=kafka,node=1,path=/data
            Restarting job=producer                            | InstanceDown job=connect,instance=a
            TaskFailed connector=jst.orders.sink               | StageStuck stage=sink,integration=shops
            """)
    void whatHasACauseOfItsOwnIsTold(String one, String other) {
        assertEquals(List.of(), rules(one, other));
    }

    /** A slip in a name would keep nothing back, or another alert than was meant. */
    @Test
    void everyRuleIsSeenToKeepSomethingBack() {
        Set<Inhibition> seen = KEPT_BACK
                .lines()
                .map(line -> line.split("\\|", 2))
                .flatMap(pair -> rules(pair[0].strip(), pair[1].strip()).stream())
                .collect(Collectors.toSet());

        assertEquals(Set.copyOf(MonitoringFiles.inhibitions()), seen);
    }

    @Test
    void everyAlertThatARuleNamesIsThere() {
        List<String> named = MonitoringFiles.inhibitions().stream()
                .flatMap(rule -> Stream.concat(rule.source().stream(), rule.target().stream()))
                .filter(matcher -> matcher.label().equals("alertname"))
                .flatMap(matcher -> Stream.of(matcher.value().split("\\|", -1)))
                .distinct()
                .toList();
        List<String> missing = new ArrayList<>(named);
        MonitoringFiles.alerts().forEach(alert -> missing.remove(alert.name()));

        assertTrue(named.size() > 5, named.toString());
        assertEquals(List.of(), missing);
    }

    private static boolean keptBack(String one, String other) {
        return !rules(one, other).isEmpty();
    }

    private static List<Inhibition> rules(String one, String other) {
        return MonitoringFiles.inhibitions().stream()
                .filter(rule -> rule.keepsBack(labels(one), labels(other)))
                .toList();
    }

    /** The name of an alert, and behind it its labels. */
    private static Map<String, String> labels(String alert) {
        String text = "alertname=" + alert.strip().replaceAll("\\s+", ",");
        return Stream.of(text.split(",", -1))
                .map(label -> label.split("=", 2))
                .collect(Collectors.toMap(label -> label[0], label -> label[1]));
    }
}
