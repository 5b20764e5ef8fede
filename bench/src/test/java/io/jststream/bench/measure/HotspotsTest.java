package io.jststream.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose code a sample is, and how many of them are summed up. */
class HotspotsTest {
    @ParameterizedTest
    @CsvSource({
        "java.util.HashMap com.fasterxml.jackson.core.Parser io.jststream.transformer.Mapper, Jackson",
        "java.lang.String io.jststream.transformer.Mapper org.apache.kafka.streams.Node, mapping (io.jststream)",
        "org.apache.kafka.common.compress.Lz4 org.apache.kafka.common.record.Batch, compression",
        "org.apache.kafka.common.utils.Utils org.apache.kafka.streams.Node, Kafka clients",
        "org.apache.kafka.connect.json.JsonConverter org.apache.kafka.connect.WorkerSinkTask, JSON converter of Connect",
        "org.apache.kafka.connect.data.Struct io.debezium.Sink, Connect",
        "com.mchange.v2.Pool org.hibernate.Session io.debezium.Sink, Hibernate",
        "com.mysql.cj.Bindings io.debezium.Sink, JDBC driver",
        "java.lang.Thread org.slf4j.Logger, 'JDK, called by none of these'"
    })
    void aSampleIsOfTheInnermostPartyThatIsKnown(String types, String party) {
        assertEquals(party, sample(types.split(" ")).party());
    }

    @Test
    void theLargestShareComesFirstWhateverTheOrderOfTheSamples() {
        List<Sample> samples = new ArrayList<>(Collections.nCopies(3, sample("com.mysql.cj.Bindings")));
        samples.add(sample("org.hibernate.Session"));
        samples.add(sample("io.debezium.Sink"));
        List<String> expected = List.of(
                "| whose code | share of samples |",
                "|---|---:|",
                "| JDBC driver | 60.0 % |",
                "| Hibernate | 20.0 % |",
                "| sink connector (io.debezium) | 20.0 % |",
                "",
                "| hottest methods | share of samples |",
                "|---|---:|",
                "| `Bindings.call` | 60.0 % |",
                "| `Session.call` | 20.0 % |",
                "| `Sink.call` | 20.0 % |");

        assertEquals(expected, new Hotspots(samples).tables());
        Collections.reverse(samples);
        assertEquals(expected, new Hotspots(samples).tables());
    }

    @Test
    void aLambdaIsNamedByTheClassThatHasIt() {
        Sample sample = sample("org.apache.kafka.streams.Node$$Lambda$1146.2113283036");

        assertEquals("Node$$Lambda.call", sample.method());
    }

    @Test
    void onlyTheFiveHottestMethodsAreNamed() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            samples.addAll(Collections.nCopies(i, sample("io.debezium.Sink" + i)));
        }

        List<String> tables = new Hotspots(samples).tables();

        assertEquals(
                List.of("`Sink7.call`", "`Sink6.call`", "`Sink5.call`", "`Sink4.call`", "`Sink3.call`"),
                tables.stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split(" \\| ")[0].substring(2))
                        .toList());
    }

    private static Sample sample(String... types) {
        return new Sample(
                Arrays.stream(types).map(type -> new Sample.Frame(type, "call")).toList());
    }
}
