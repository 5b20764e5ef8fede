package io.jststream.integration;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Names of the topics of one integration, and of those that all share.
 *
 * @param integration the integration's name
 */
public record Topics(String integration) {
    /** What the names of all topics begin with. */
    public static final String PREFIX = "jst.";

    /** The sweep ledger: one entry per sweep, of all integrations. */
    public static final String SWEEPS = "jst.sweeps";

    /** State of the readers, the last one of each: how far a sweep has come, which records have been absent. */
    public static final String CURSORS = "jst.cursors";

    /** Where instances of the producer meet to share accounts: a group needs a topic. It holds no record. */
    public static final String ACCOUNTS = "jst.accounts";

    /** Every call of an account for an hour: whoever reads the account next keeps the quota together with whoever read it before. */
    public static final String CALLS = "jst.calls";

    /** What operators have decided about dead letters: sent back, parked, dropped. */
    public static final String DECISIONS = "jst.decisions";

    /** The file of each integration that tables and connectors were made for last, by its name. */
    public static final String CATALOG = "jst.catalog";

    /** Those that all integrations share. */
    public static final List<String> SHARED = List.of(SWEEPS, CURSORS, ACCOUNTS, CALLS, DECISIONS, CATALOG);

    /** So long every version of a record is there, not the last one alone. */
    private static final String UNCOMPACTED = millis(30);
    /** So long a deletion is there for readers that were away: whoever comes later never hears of it, and its row stays. */
    private static final String DELETIONS = millis(400);
    /** So long there is something to look up. */
    private static final String LOOKED_UP = millis(400);
    /** Kafka removes whole segments, which are a week long: no letter may outlive what was decided of it. */
    private static final String DECIDED = millis(430);

    /** The sweep ledger as it has to be created. */
    public static TopicSpec sweepsSpec() {
        return new TopicSpec(SWEEPS, 1, Map.of("cleanup.policy", "delete", "retention.ms", LOOKED_UP));
    }

    /** The readers' states as the topic has to be created: small, and read as a whole at every start. */
    public static TopicSpec cursorsSpec() {
        return new TopicSpec(
                CURSORS,
                1,
                Map.of("cleanup.policy", "compact", "segment.ms", millis(1), "min.cleanable.dirty.ratio", "0.1"));
    }

    /** The decisions as the topic has to be created: kept longer than the dead letters that they are about. */
    public static TopicSpec decisionsSpec() {
        return new TopicSpec(DECISIONS, 1, Map.of("cleanup.policy", "delete", "retention.ms", DECIDED));
    }

    /** The applied catalog as the topic has to be created: one partition, a file stays until a newer one comes. */
    public static TopicSpec catalogSpec() {
        return new TopicSpec(CATALOG, 1, Map.of("cleanup.policy", "compact"));
    }

    /** The topic of the producers' group as it has to be created. */
    public static TopicSpec accountsSpec() {
        return new TopicSpec(ACCOUNTS, 1, Map.of("cleanup.policy", "delete"));
    }

    /** The topic of the calls as it has to be created. */
    public static TopicSpec callsSpec() {
        return new TopicSpec(
                CALLS,
                1,
                Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(Duration.ofHours(1).toMillis()),
                        "segment.ms",
                        Long.toString(Duration.ofMinutes(30).toMillis()),
                        "message.timestamp.type",
                        "LogAppendTime"));
    }

    /** Topics of records and dead letters as they have to be created, with the number of partitions that carry its records. */
    List<TopicSpec> specs(int partitions) {
        return List.of(
                history(raw(), partitions),
                history(typed(), partitions),
                new TopicSpec(dead(), partitions, Map.of("cleanup.policy", "delete", "retention.ms", LOOKED_UP)));
    }

    /** A topic of raw or typed records as it has to be created: the last version of each key stays for ever. */
    static TopicSpec history(String topic, int partitions) {
        return new TopicSpec(
                topic,
                partitions,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.compaction.lag.ms", UNCOMPACTED,
                        "delete.retention.ms", DELETIONS));
    }

    /** Raw records as the API sent them. */
    public String raw() {
        return typed() + ".raw";
    }

    /** Typed records, one field a column. */
    public String typed() {
        return PREFIX + integration;
    }

    /** Typed records of the lines of a list. */
    public String ofList(String list) {
        return typed() + "." + list;
    }

    /** Raw records that the mapping refused, and typed records that the database refused. */
    public String dead() {
        return typed() + ".dead";
    }

    private static String millis(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }
}
