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
import io.jststream.integration.Table;
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

    /** How far the sink of a table is: records that wait, its tasks, the rows that stand there. */
    private record Written(long waiting, long tasks, long running, long rows) {
        void put(ObjectNode json) {
            json.put("to_write", waiting)
                    .put("tasks", tasks)
                    .put("tasks_running", running)
                    .put("rows", rows);
        }
    }

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
            String sweep = sweeps.getOrDefault(integration.name(), "none");
            long toMap = lag(lags, integration.topics().raw());
            long dead = LetterQueue.read(KafkaClients.of(session.settings().kafka()), integration)
                    .open();
            ObjectNode about = json.withArray("/integrations")
                    .addObject()
                    .put("name", integration.name())
                    .put("last_sweep", sweep)
                    .put("to_map", toMap)
                    .put("dead_letters", dead);
            for (Table each : integration.tables()) {
                boolean own = each.equals(integration.table());
                Written written = written(each, lags, worker, session);
                well &= written.running() > 0 && written.running() == written.tasks();
                table.add(List.of(
                        own ? integration.name() : "  " + each.name(),
                        own ? sweep : "",
                        own ? Long.toString(toMap) : "",
                        Long.toString(written.waiting()),
                        written.running() + " of " + written.tasks() + " running",
                        Long.toString(written.rows()),
                        own ? Long.toString(dead) : ""));
                written.put(own ? about : about.withArray("/lists").addObject().put("table", each.name()));
            }
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

    private static long lag(List<Lag> lags, String topic) {
        return lags.stream()
                .filter(lag -> lag.topic().equals(topic))
                .mapToLong(Lag::records)
                .sum();
    }

    private static Written written(Table table, List<Lag> lags, ConnectWorker worker, Session session)
            throws InterruptedException {
        List<ConnectWorker.Task> tasks = worker.tasks(table.connector());
        return new Written(
                lag(lags, table.topic()),
                tasks.size(),
                tasks.stream().filter(ConnectWorker.Task::running).count(),
                rows(session, table));
    }

    private static long rows(Session session, Table table) {
        return TableSetup.from(session.settings()).ask(database -> {
            try (Statement ask = database.createStatement();
                    ResultSet answer = ask.executeQuery("SELECT COUNT(*) FROM " + TableDdl.quote(table.name()))) {
                return answer.next() ? answer.getLong(1) : 0;
            }
        });
    }
}
