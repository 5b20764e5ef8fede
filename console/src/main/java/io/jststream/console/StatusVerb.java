package io.jststream.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.connect.ConnectWorker;
import io.jststream.connect.watch.Lag;
import io.jststream.console.dead.Decision.State;
import io.jststream.console.dead.LetterQueue;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.TextTable;
import io.jststream.console.verb.Verb;
import io.jststream.integration.Integration;
import io.jststream.integration.Table;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.Tail;
import io.jststream.service.ExitCode;
import io.jststream.service.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Whether data flows: the last sweep, what waits, the sink's tasks, rows and dead letters of each integration. */
@Command(
        name = "status",
        description =
                "Does data flow? Last sweep, records that wait, sink tasks, rows, dead letters. make status shows the"
                        + " containers too.")
final class StatusVerb implements Verb {
    private static final int LOOKED_AT = 20_000;
    private static final String NO_SWEEP = "none";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How far the sink of a table is: records that wait, its tasks, the rows that stand there. */
    private record Written(long waiting, long tasks, long running, Optional<Long> rows) {
        void put(ObjectNode json) {
            json.put("to_write", waiting)
                    .put("tasks", tasks)
                    .put("tasks_running", running)
                    .put("rows", rows.orElse(null));
        }
    }

    @Override
    public Answer run(Session session) throws InterruptedException, JsonProcessingException {
        List<Integration> catalog = session.catalog();
        Map<String, JsonNode> sweeps = sweeps(session);
        List<Lag> lags = Lag.of(session.settings(), catalog);
        ConnectWorker worker = new ConnectWorker(session.settings().get(Setting.JST_CONNECT_URL), PATIENCE);
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(
                "integration",
                "last sweep",
                "waiting to be mapped",
                "to be written",
                "sink tasks",
                "rows",
                "open dead letters"));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        boolean well = true;
        RowCount rows = new RowCount(session.settings());
        for (Integration integration : catalog) {
            Optional<JsonNode> sweep = Optional.ofNullable(sweeps.get(integration.name()));
            long toMap = lag(lags, integration.topics().raw());
            long dead = LetterQueue.read(
                            KafkaClients.of(session.settings().kafka()), integration, EnumSet.noneOf(State.class))
                    .open();
            ObjectNode about = json.withArray("/integrations")
                    .addObject()
                    .put("name", integration.name())
                    .put("last_sweep", sweep.map(StatusVerb::exact).orElse(NO_SWEEP))
                    .put("to_map", toMap)
                    .put("dead_letters", dead);
            for (Table each : integration.tables()) {
                boolean own = each.equals(integration.table());
                Written written = written(each, lags, worker, rows);
                well &= written.running() > 0 && written.running() == written.tasks();
                table.add(List.of(
                        own ? integration.name() : "  " + each.name(),
                        own ? sweep.map(StatusVerb::shown).orElse(NO_SWEEP) : "",
                        own ? Long.toString(toMap) : "",
                        Long.toString(written.waiting()),
                        written.running() + " of " + written.tasks() + " running",
                        written.rows().map(String::valueOf).orElse("?"),
                        own ? Long.toString(dead) : ""));
                written.put(own ? about : about.withArray("/lists").addObject().put("table", each.name()));
            }
        }
        List<String> lines = new ArrayList<>(TextTable.of(table));
        rows.problem().ifPresent(problem -> {
            lines.add("rows cannot be counted: " + problem);
            json.put("problem", problem);
        });
        ExitCode ended = well ? ExitCode.OK : ExitCode.FAILED;
        return new Answer(rows.problem().isPresent() ? ExitCode.ENVIRONMENT : ended, lines, json);
    }

    /** Of each integration the last entry of the ledger, whichever account's. */
    private static Map<String, JsonNode> sweeps(Session session) throws JsonProcessingException {
        Map<String, JsonNode> last = new HashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String entry : Tail.read(KafkaClients.of(session.settings().kafka()), Topics.SWEEPS, LOOKED_AT)) {
            JsonNode sweep = mapper.readTree(entry);
            last.put(sweep.path("integration").asText(), sweep);
        }
        return last;
    }

    /** How a sweep went and when it ended, as the ledger has it. */
    private static String exact(JsonNode sweep) {
        return sweep.path("outcome").asText() + " " + sweep.path("ended").asText();
    }

    /** The same for a person: to the second. */
    static String shown(JsonNode sweep) {
        return exact(sweep).replaceFirst("\\.\\d+Z$", "Z");
    }

    private static long lag(List<Lag> lags, String topic) {
        return lags.stream()
                .filter(lag -> lag.topic().equals(topic))
                .mapToLong(Lag::records)
                .sum();
    }

    private static Written written(Table table, List<Lag> lags, ConnectWorker worker, RowCount rows)
            throws InterruptedException {
        List<ConnectWorker.Task> tasks = worker.tasks(table.connector());
        return new Written(
                lag(lags, table.topic()),
                tasks.size(),
                tasks.stream().filter(ConnectWorker.Task::running).count(),
                rows.of(table));
    }
}
