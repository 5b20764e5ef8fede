package io.jststream.bench.stage;

import static io.jststream.bench.stage.SinkTurns.DEBEZIUM;
import static io.jststream.bench.stage.SinkTurns.FILE;
import static io.jststream.bench.stage.SinkTurns.HAND;
import static io.jststream.bench.stage.SinkTurns.INSERTS;
import static io.jststream.bench.stage.SinkTurns.SHIPPED;
import static io.jststream.bench.stage.SinkTurns.SHIPPED_2;
import static io.jststream.bench.stage.SinkTurns.SHIPPED_4;
import static io.jststream.bench.stage.SinkTurns.UNCHANGED;
import static io.jststream.bench.stage.SinkTurns.UPDATES;

import io.jststream.bench.measure.Contest;
import io.jststream.bench.measure.Size;
import io.jststream.bench.parts.Container;
import io.jststream.bench.parts.Docker;
import io.jststream.bench.parts.Mysql;
import io.jststream.bench.parts.SinkParts;
import io.jststream.bench.report.Section;
import io.jststream.bench.topic.Shops;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sink on the MySQL that the pipeline has with Docker, where Docker is there: fewer contenders than on MariaDB. */
public final class MysqlBench {
    private static final String TITLE = "Sink on MySQL";

    private MysqlBench() {}

    /** Measures; where Docker is missing, the section says so. */
    public static Section measure(Size size, Path data, String measured) throws Exception {
        Container container = Container.of("mysql", Path.of(""));
        Optional<String> missing = Docker.missing(container.image());
        if (missing.isPresent()) {
            return Section.without(missing.get(), TITLE, measured);
        }
        Shops shops = Shops.create();
        try (Mysql mysql = Mysql.start(container);
                SinkParts parts = new SinkParts(data, shops.integration(), mysql)) {
            return section(size, container, measured, parts, SinkTurns.create(size, parts, shops, false));
        }
    }

    private static Section section(Size size, Container container, String measured, SinkParts parts, SinkTurns sink)
            throws Exception {
        Contest contest = new Contest();
        int rounds = size.quick() ? 1 : size.rounds();
        contest.run(
                rounds,
                List.of(
                        turn -> sink.byHand(HAND, 1, turn),
                        turn -> sink.bySink(SHIPPED, 1, turn),
                        turn -> sink.bySink(SHIPPED_2, 2, turn),
                        turn -> sink.bySink(SHIPPED_4, 4, turn),
                        sink::byFile,
                        sink::again,
                        turn -> sink.byDebezium(DEBEZIUM, 1, turn)));
        List<String> lines = new ArrayList<>();
        lines.add(
                "The same with %,d rows on MySQL %s in a container, with the options and the memory (%s) of docker-compose.yml"
                        .formatted(size.records(), parts.tables().version(), container.memory()));
        lines.add(
                "and `--local-infile`, without TLS; its binary log is on, as it is by default. Rows are not deleted%s."
                        .formatted(rounds == 1 ? ", and one round counts" : ""));
        if (parts.tables().processes().isEmpty()) {
            lines.add("The server's process is not to be seen from here: its processor time is missing below.");
        }
        lines.add("");
        lines.addAll(contest.table("rows", "the same by hand", SinkTurns::byHand));
        lines.add("");
        lines.addAll(contest.whereTimeWent(
                "row",
                List.of(
                        HAND + INSERTS,
                        HAND + UNCHANGED,
                        SHIPPED + INSERTS,
                        SHIPPED + UPDATES,
                        SHIPPED + UNCHANGED,
                        SHIPPED_4 + INSERTS,
                        DEBEZIUM + INSERTS,
                        FILE + INSERTS)));
        return new Section(
                TITLE,
                measured,
                lines,
                List.of(
                        SinkTurns.target(
                                "sink on MySQL, inserts, 1 task, beside upserts by hand on 1 connection",
                                0.9,
                                INSERTS,
                                SHIPPED,
                                contest),
                        SinkTurns.target("sink on MySQL, updates, the same", 0.9, UPDATES, SHIPPED, contest),
                        SinkTurns.target("sink on MySQL, unchanged rows, the same", 1.0, UNCHANGED, SHIPPED, contest)),
                Map.of());
    }
}
