package io.jststream.producer.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.producer.publish.RawTopic;
import io.jststream.service.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes down how a sweep went: one entry in the ledger, one line in the log. */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Ledger() {}

    /** Writes the entry alone, now or as soon as the topic is open. */
    public static void enter(SweepReport report, RawTopic topic) {
        try {
            topic.enter(json(report));
        } catch (OperatorException e) {
            LOG.atWarn()
                    .addKeyValue("sweep", report.sweep())
                    .addKeyValue("reason", e.getMessage())
                    .log("Sweep has no entry in the ledger");
        }
    }

    /** One line in the log. */
    public static void log(SweepReport report) {
        LOG.atLevel(report.outcome() == Outcome.COMPLETE ? Level.INFO : Level.WARN)
                .addKeyValue("integration", report.integration())
                .addKeyValue("account", report.account())
                .addKeyValue("sweep", report.sweep())
                .addKeyValue("outcome", report.outcome())
                .addKeyValue("pages", report.pages())
                .addKeyValue("records", report.records().seen())
                .addKeyValue("new", report.records().added())
                .addKeyValue("changed", report.records().changed())
                .addKeyValue("gone", report.departed().gone())
                .addKeyValue("held", report.departed().held())
                .addKeyValue("absent", report.departed().absent())
                .addKeyValue("findings", report.seen().findings().text())
                .addKeyValue("reread", report.reread())
                .addKeyValue("repair", report.repair())
                .addKeyValue("mended", report.mended())
                .addKeyValue("calls", report.calls())
                .addKeyValue("waitMillis", report.waited().toMillis())
                .addKeyValue("reason", report.reason())
                .log("Sweep ended");
    }

    /** The entry. Names and units are a contract with whoever reads the ledger. */
    public static byte[] json(SweepReport report) {
        ObjectNode entry = JSON.createObjectNode()
                .put("account", report.account())
                .put("integration", report.integration())
                .put("sweep", report.sweep())
                .put("started", report.started().toString())
                .put("ended", report.ended().toString())
                .put("outcome", report.outcome().text())
                .put("reason", report.reason())
                .put("calls", report.calls())
                .put("wait_millis", report.waited().toMillis())
                .put("pages", report.pages())
                .put("seen", report.records().seen())
                .put("new", report.records().added())
                .put("changed", report.records().changed())
                .put("unchanged", report.records().unchanged())
                .put("distinct", report.seen().distinct())
                .put("gone", report.departed().gone())
                .put("held", report.departed().held())
                .put("absent", report.departed().absent())
                .put("reread", report.reread())
                .put("resumed", report.resumed())
                .put("repair", report.repair())
                .put("mended", report.mended())
                .put("hash", report.seen().hash().toString());
        entry.set("findings", report.seen().findings().json());
        try {
            return JSON.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
