package io.jststream.producer.increment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.integration.Integration;
import io.jststream.producer.api.CallTally;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Page;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.publish.Origin;
import io.jststream.producer.publish.PageContent;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Findings;
import io.jststream.producer.turn.Seen;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How one incremental reading stands: it asks for pages, publishes them, and counts. Not thread-safe. */
final class Course {
    private final Integration integration;
    private final JushuitanApi api;
    private final RawTopic topic;
    private final SweepListener listener;
    private final String sweep;
    private final Instant started;
    private final CallTally calls = new CallTally();
    private final Findings findings = new Findings();
    private String part = "";
    private Positions positions = Positions.NONE;
    /** The positions as Kafka has them. */
    private Positions written = Positions.NONE;

    private Optional<Positions> kept = Optional.empty();

    private int pages;
    private Changes changes = Changes.NONE;
    private int distinct;
    private ContentSum sum = ContentSum.NONE;
    private Instant fetchedAt;

    Course(
            Integration integration,
            JushuitanApi api,
            RawTopic topic,
            SweepListener listener,
            String sweep,
            Instant started) {
        this.integration = integration;
        this.api = api;
        this.topic = topic;
        this.listener = listener;
        this.sweep = sweep;
        this.started = started;
        this.fetchedAt = started;
    }

    void goOnFrom(Positions inKafka) {
        positions = inKafka;
        written = inKafka;
    }

    /** Reads everything anew; how far it has come counts when all is read, and until then what Kafka has stays there. */
    void beginAnew(Positions inKafka) {
        written = inKafka;
        kept = Optional.of(inKafka);
    }

    /** From here on, everything is about that value of {@code for_each}. */
    void enter(String value) {
        part = value;
    }

    Optional<Position> position() {
        return positions.of(part);
    }

    /** Where the usual turns will go on, while everything is read anew. */
    Optional<Position> keptPosition() {
        return kept.flatMap(positions -> positions.of(part));
    }

    Integration integration() {
        return integration;
    }

    String key(byte[] record) {
        return topic.key(record);
    }

    Page ask(int page, Map<String, JsonNode> parameters) throws InterruptedException {
        Map<String, JsonNode> all = new HashMap<>(parameters);
        if (!part.isEmpty()) {
            all.put(field(), JsonNodeFactory.instance.numberNode(Long.parseLong(part)));
        }
        Page answer = api.page(integration.source(), page, all, calls);
        refuseAnother(page, answer);
        return part.isEmpty()
                ? answer
                : answer.with(answer.records().stream().map(this::withPart).toList());
    }

    /** Another page in its place would leave out the one that was asked for. */
    private void refuseAnother(int page, Page answer) {
        int index = answer.index().orElse(page);
        if (index != page) {
            found(Finding.OTHER_PAGE, page);
            throw new OperatorException(
                    ExitCode.FAILED,
                    "asked for page " + page + ", the answer says that it is page " + index
                            + "; nothing of it is published, and the next turn asks again");
        }
    }

    /** Takes note of something odd about a page. */
    void found(Finding finding, int page) {
        findings.add(finding, 1, page);
    }

    /** The page's records and how far the reading has come are written together, or not at all. */
    void publish(Page page, Position reached) {
        fetchedAt = page.fetchedAt();
        Positions next = positions.with(part, reached);
        PageContent content = topic.compare(page);
        Positions state = kept.orElse(next);
        if (topic.publish(content, new Origin(sweep, pages + 1, fetchedAt), state::write)) {
            written = state;
        }
        positions = next;
        pages++;
        changes = changes.plus(content.changes());
        distinct += content.distinct();
        sum = sum.plus(content.sum());
        listener.pageRead(integration.name(), pages, page.records().size());
    }

    Positions positions() {
        return positions;
    }

    Positions written() {
        return written;
    }

    /** Whether everything is read anew. */
    boolean isAnew() {
        return kept.isPresent();
    }

    Origin origin() {
        return new Origin(sweep, Origin.BY_KEY, fetchedAt);
    }

    String sweep() {
        return sweep;
    }

    Instant started() {
        return started;
    }

    CallTally calls() {
        return calls;
    }

    Seen seen() {
        return new Seen(pages, changes, distinct, findings, sum);
    }

    private String field() {
        return integration.source().read().forEach().field();
    }

    private byte[] withPart(byte[] record) {
        return Part.with(field(), part, record);
    }
}
