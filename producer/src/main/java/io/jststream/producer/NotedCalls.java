package io.jststream.producer;

import io.jststream.integration.Topics;
import io.jststream.producer.api.CallLog;
import io.jststream.producer.group.CallLogs;
import io.jststream.producer.publish.KafkaFault;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Notes the calls of a person's look where the producer notes its own, so that the two keep the quota together; without Kafka the look goes on
 * all the same, and says so. Thread-safe as the log is.
 */
final class NotedCalls implements CallLog, AutoCloseable {
    private final CallLogs logs;
    private final CallLog log;
    private volatile Optional<String> fault = Optional.empty();

    NotedCalls(CallLogs logs, CallLog log) {
        this.logs = logs;
        this.log = log;
    }

    /** Opens the account's log; a person waits, so Kafka has a few seconds to answer. */
    static NotedCalls open(Settings settings, String account) throws InterruptedException {
        Properties client = new Properties();
        client.setProperty("default.api.timeout.ms", "5000");
        client.setProperty("request.timeout.ms", "4000");
        client.setProperty("delivery.timeout.ms", "5000");
        client.setProperty("max.block.ms", "5000");
        client.putAll(settings.kafka());
        CallLogs logs = new CallLogs(client);
        NotedCalls calls = new NotedCalls(logs, logs.of(account));
        calls.lookForTopic(client);
        return calls;
    }

    /** A broker may make a topic that somebody writes to, and then with its own settings and not with those that it should have. */
    private void lookForTopic(Properties client) throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.describeTopics(List.of(Topics.CALLS)).allTopicNames().get();
        } catch (ExecutionException e) {
            fail(KafkaFault.of(Topics.CALLS, e));
        } catch (KafkaException e) {
            fail(KafkaFault.of(Topics.CALLS, e));
        }
    }

    /** Why a call is not noted, and what that means; empty where all are. */
    Optional<String> hint() {
        return fault.map(reason -> "not noted in " + Topics.CALLS
                + ", so a producer that reads this account meanwhile does not count the call and may be refused once ("
                + reason
                + ")");
    }

    @Override
    public List<Duration> lastMinute() throws InterruptedException {
        if (fault.isPresent()) {
            return List.of();
        }
        try {
            return log.lastMinute();
        } catch (OperatorException e) {
            fail(e);
            return List.of();
        }
    }

    @Override
    public void add() throws InterruptedException {
        if (fault.isPresent()) {
            return;
        }
        try {
            log.add();
        } catch (OperatorException e) {
            fail(e);
        }
    }

    private void fail(OperatorException e) {
        fault = Optional.of(e.getMessage());
    }

    @Override
    public void close() {
        logs.close();
    }
}
