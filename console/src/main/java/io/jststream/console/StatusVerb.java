package io.jststream.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.connect.ConnectWorker;
import io.jststream.connect.TableSetup;
import io.jststream.connect.watch.Lag;
import io.jststream.console.dead.LetterQueue;
import io.jststream.integration.Integration;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.TableDdl;
import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.Tail;
import io.jststream.service.ExitCode;
import io.jststream.service.Setting;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Whether data flows: the last sweep, what waits, the sink's tasks, rows and dead letters of each integration. */
@Command(
        name = "status",
        description =
                "Does data flow? Last sweep, records that wait, sink tasks, rows, dead letters. make status shows the"
                        + " containers too.")
final class StatusVerb implements Verb {
    private static final int LOOKED_AT = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public Answer run(Session session) throws InterruptedException, JsonProcessingException {
        List<Integration> catalog = session.catalog();
        Map<String, String> sweeps = sweeps(session);
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
        for (Integration integration : catalog) {
            List<ConnectWorker.Task> tasks = worker.tasks(SinkConnector.name(integration));
            long running = tasks.stream().filter(ConnectWorker.Task::running).count();
            well &= running > 0 && running == tasks.size();
            String sweep = sweeps.getOrDefault(integration.name(), "none");
            long toMap = lag(lags, integration, "transformer");
            long toWrite = lag(lags, integration, "sink");
            long rows = rows(session, integration);
            long dead = LetterQueue.read(KafkaClients.of(session.settings().kafka()), integration)
                    .open();
            table.add(List.of(
                    integration.name(),
                    sweep,
                    Long.toString(toMap),
                    Long.toString(toWrite),
                    running + " of " + tasks.size() + " running",
                    Long.toString(rows),
                    Long.toString(dead)));
            json.withArray("/integrations")
                    .addObject()
                    .put("name", integration.name())
                    .put("last_sweep", sweep)
                    .put("to_map", toMap)
                    .put("to_write", toWrite)
                    .put("tasks", tasks.size())
                    .put("tasks_running", running)
                    .put("rows", rows)
                    .put("dead_letters", dead);
        }
        return new Answer(well ? ExitCode.OK : ExitCode.FAILED, TextTable.of(table), json);
    }

    /** Of each integration the last entry of the ledger, whichever account's. */
    private static Map<String, String> sweeps(Session session) throws JsonProcessingException {
        Map<String, String> last = new HashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String entry : Tail.read(KafkaClients.of(session.settings().kafka()), Topics.SWEEPS, LOOKED_AT)) {
            JsonNode sweep = mapper.readTree(entry);
            last.put(
                    sweep.path("integration").asText(),
                    sweep.path("outcome").asText() + " " + sweep.path("ended").asText());
        }
        return last;
    }

    private static long lag(List<Lag> lags, Integration integration, String stage) {
        return lags.stream()
                .filter(lag -> lag.integration().equals(integration.name())
                        && lag.stage().equals(stage))
                .mapToLong(Lag::records)
                .sum();
    }

    private static long rows(Session session, Integration integration) {
        return TableSetup.from(session.settings()).ask(database -> {
            try (Statement ask = database.createStatement();
                    ResultSet answer = ask.executeQuery("SELECT COUNT(*) FROM "
                            + TableDdl.quote(integration.target().table()))) {
                return answer.next() ? answer.getLong(1) : 0;
            }
        });
    }
}
