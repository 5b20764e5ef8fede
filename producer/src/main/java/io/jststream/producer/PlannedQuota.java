package io.jststream.producer;

import io.jststream.integration.Topics;
import io.jststream.producer.plan.TurnCalls;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.Tail;
import io.jststream.service.OperatorException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at the start where the quota is not enough for what the catalog asks, and shows how much of it is needed. Thread-safe. */
final class PlannedQuota {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedQuota.class);

    private final List<AccountConfig> accounts;
    private final KafkaClients kafka;
    private volatile TurnCalls known = TurnCalls.NONE;

    PlannedQuota(List<AccountConfig> accounts, KafkaClients kafka, MeterRegistry metrics) {
        this.accounts = List.copyOf(accounts);
        this.kafka = kafka;
        accounts.forEach(account -> Gauge.builder("jst.quota.planned", this, planned -> planned.share(account))
                .description(
                        "Share of the quota that the catalog needs, by the turns before the start; above 1 it is not enough")
                .tag("account", account.name())
                .register(metrics));
    }

    /** Looks at the last turns on a thread of its own: Kafka may be away, and nobody has to wait for a warning. */
    void warnSoon() {
        Thread thread = new Thread(this::warn, "planned-quota");
        thread.setDaemon(true);
        thread.start();
    }

    void warn() {
        try {
            known = TurnCalls.of(Tail.read(kafka, Topics.SWEEPS, QuotaMain.MOST_ENTRIES));
        } catch (OperatorException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("Calls of a turn are estimated");
        }
        accounts.forEach(account -> account.plan(known)
                .warning()
                .ifPresent(warning -> LOG.atWarn()
                        .addKeyValue("account", account.name())
                        .addKeyValue("reason", warning)
                        .log("Quota is not enough for the catalog")));
    }

    private double share(AccountConfig account) {
        return account.plan(known).share();
    }
}
