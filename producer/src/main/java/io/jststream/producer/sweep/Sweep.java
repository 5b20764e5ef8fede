package io.jststream.producer.sweep;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.SweepRules;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Page;
import io.jststream.producer.publish.Departures;
import io.jststream.producer.publish.PageContent;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.ReaderState.Judged;
import io.jststream.producer.turn.Ledger;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one integration's API from page 1 to the last page into its raw topic, as often as it is asked to. Not thread-safe.
 */
public final class Sweep implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** A list that moves in three readings in a row moves in the next one too. */
    private static final int MOST_REREADS = 2;
    /** A list that was left longer ago has moved: to go on in the middle of it would only find that out. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Integration integration;
    private final String account;
    private final JushuitanApi api;
    private final RawTopic topic;
    private final SweepListener listener;
    private final InstantSource clock;
    private final Conclusion conclusion;
    private final SweepRules rules;
    private final Source source;
    /** The same with what its times stand for in the sweep under way. */
    private Source asked;

    private Reading before = Reading.first("", Instant.EPOCH, 0);
    private ReaderState state = ReaderState.NEW;
    /** The state as Kafka has it. */
    private ReaderState written = ReaderState.NEW;

    private boolean started;
    private Kind kind = Kind.USUAL;
    /** The sweep under way, where it is judged as a whole. */
    private Optional<Judgement> judgement = Optional.empty();

    public Sweep(
            Integration integration,
            String account,
            JushuitanApi api,
            RawTopic topic,
            SweepListener listener,
            InstantSource clock) {
        this.integration = integration;
        this.account = account;
        this.api = api;
        this.topic = topic;
        this.listener = listener;
        this.clock = clock;
        this.conclusion = new Conclusion(integration, api, topic);
        this.source = integration.source();
        this.asked = source;
        this.rules = source.rules();
    }

    /** One turn: a sweep, and another at once where the list has moved meanwhile. However it goes, the report says how. */
    @Override
    public SweepReport read(Kind what) {
        kind = what;
        Reading last = before;
        SweepReport report = read(0);
        for (int reread = 1; reread <= MOST_REREADS && movedAgain(report, last); reread++) {
            last = before;
            report = read(reread);
        }
        return report;
    }

    /** A list that looks the same in two readings does not move: whatever is odd about it will be so the next time too. */
    private boolean movedAgain(SweepReport report, Reading last) {
        return report.outcome() == Outcome.DRIFTED && !before.sameAs(last);
    }

    private SweepReport read(int reread) {
        Instant now = clock.instant();
        Reading reading = Reading.first(name(now, reread), now, reread);
        Ending ending;
        try {
            reading = begin(reading);
            readPages(reading);
            Optional<Ending> withheld = judge(reading);
            ending = withheld.isPresent() ? withheld.get() : conclusion.of(reading, before, state);
            before = reading;
        } catch (InterruptedException e) {
            ending = Ending.abandoned(written);
        } catch (OperatorException e) {
            ending = Ending.failed(e.exitCode(), e.getMessage(), seenSoFar());
        } catch (RuntimeException e) {
            // The edge of the loop: a fault of ours must not end the polling of an API.
            String reason = SweepReport.reason(e);
            LOG.atError()
                    .addKeyValue("sweep", reading.sweep())
                    .addKeyValue("reason", reason)
                    .log("Sweep met a fault of the program");
            ending = Ending.failed(ExitCode.FAILED, reason, seenSoFar());
        }
        SweepReport report = write(reading, ending);
        if (judgement.isPresent()) {
            // Pages were counted as published that are not.
            topic.close();
        }
        Ledger.log(report);
        listener.ended(report);
        return report;
    }

    /** The sweep that an earlier process had begun, where it is young enough and asks for the same; else this one. */
    private Reading begin(Reading first) {
        boolean opened = topic.open();
        if (opened) {
            written = topic.state().map(StateJson::read).orElse(ReaderState.NEW);
        }
        topic.forgetSeen();
        state = written.withRunning(Optional.empty());
        if (kind == Kind.REPAIR && !opened) {
            topic.readAnew();
        }
        Reading reading = written.running()
                .filter(cursor -> !started && kind != Kind.REPAIR && rules.isEmpty() && young(cursor))
                .filter(cursor ->
                        cursor.lastSync().isPresent() == source.lastSync().isPresent())
                .map(Reading::resumed)
                .orElseGet(() -> first.since(lastSync(first.started())));
        asked = source.at(reading.times());
        started = true;
        reading.expect(source, topic.knownKeys());
        judgement = rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new Judgement(
                        rules, state.judged().rows() > 0 ? state.judged().rows() : topic.knownKeys()));
        return reading;
    }

    /** What {@code LAST_SYNC_TIME} stands for in a sweep that begins then. */
    private Optional<Instant> lastSync(Instant begin) {
        Optional<Instant> whole = written.lastWhole();
        return source.lastSync()
                .map(time -> kind == Kind.REPAIR ? time.sinceAll(whole, begin) : time.since(whole, begin));
    }

    // region sweep
    private void readPages(Reading reading) throws InterruptedException {
        do {
            Page page = api.page(asked, reading.nextPage(), reading.calls());
            PageContent content = topic.compare(page);
            reading.take(page, content);
            if (judgement.isPresent()) {
                keep(page, content, reading);
            } else {
                publish(content, reading);
            }
            listener.pageRead(
                    integration.name(), reading.pages(), page.records().size());
        } while (reading.goesOn());
    }

    /** The page's records and how far the sweep has come are written together, or not at all. */
    private void publish(PageContent content, Reading reading) {
        ReaderState now = state.withRunning(reading.cursor());
        if (topic.publish(content, reading.origin(), () -> StateJson.write(now))) {
            written = now;
        }
        reading.counted();
    }
    // endregion

    /** The page waits until the sweep has been judged as a whole. */
    private void keep(Page page, PageContent content, Reading reading) {
        judgement.ifPresent(judged -> judged.take(page.records(), content, reading.origin(), topic));
        topic.foresee(content);
    }

    /** Publishes the pages of a sweep that was to be judged first, unless it breaks a rule and nobody has released it. */
    private Optional<Ending> judge(Reading reading) {
        if (judgement.isEmpty()) {
            state = state.withJudged(Judged.NOTHING);
            return Optional.empty();
        }
        List<String> broken = judgement.get().broken(reading.distinct());
        Optional<Order> order = broken.isEmpty() ? Optional.empty() : order();
        if (!broken.isEmpty()
                && order.filter(given -> given.kind() == Order.Kind.RELEASE).isEmpty()) {
            Judged judged = state.judged();
            String first = judged.withheld().filter(sweep -> order.isEmpty()).orElse(reading.sweep());
            reading.counted();
            return Optional.of(Ending.withheld(
                    String.join("; ", broken) + ". Nothing of it is published since sweep " + first
                            + ". If it is right: make release I=" + integration.name(),
                    state.withJudged(new Judged(judged.rows(), Optional.of(first)))));
        }
        state = state.withJudged(new Judged(reading.distinct(), Optional.empty()));
        for (Judgement.Waiting page : judgement.get().waiting()) {
            ReaderState now = state;
            if (topic.publish(page.content(), page.origin(), () -> StateJson.write(now))) {
                written = now;
            }
        }
        reading.counted();
        judgement = Optional.empty();
        return Optional.empty();
    }

    /** What an operator has ordered about the sweeps that are withheld. */
    private Optional<Order> order() {
        return state.judged()
                .withheld()
                .flatMap(sweep -> topic.order()
                        .flatMap(Order::from)
                        .filter(given -> given.sweep().equals(sweep)));
    }

    private SweepReport write(Reading reading, Ending ending) {
        SweepReport report = report(reading, ending);
        if (report.outcome().whole()) {
            topic.hasAnswered();
        }
        boolean changed = !ending.state().equals(written);
        if (!topic.isOpen() || (!changed && ending.gone().isEmpty())) {
            Ledger.enter(report, topic);
            return report;
        }
        try {
            topic.end(
                    new Departures(ending.gone(), reading.started()),
                    reading.originByKey(),
                    StateJson.write(ending.state()),
                    Ledger.json(report));
            written = ending.state();
            return report;
        } catch (OperatorException e) {
            SweepReport failed = report(reading, Ending.failed(e.exitCode(), e.getMessage(), state));
            Ledger.enter(failed, topic);
            return failed;
        }
    }

    /** What was absent and has been seen is not absent, however the sweep goes on. */
    private ReaderState seenSoFar() {
        return state.withAbsences(state.absences().without(topic::seen));
    }

    private boolean young(Cursor cursor) {
        Duration every = source.every();
        Duration longest = every.compareTo(LONGEST_PAUSE) < 0 ? every : LONGEST_PAUSE;
        return cursor.at().plus(longest).isAfter(clock.instant());
    }

    private String name(Instant begin, int reread) {
        return integration.name() + "-" + begin + (reread == 0 ? "" : "-reread-" + reread);
    }

    private SweepReport report(Reading reading, Ending ending) {
        return new SweepReport(
                account,
                integration.name(),
                reading.sweep(),
                reading.reread(),
                reading.resumed(),
                kind,
                reading.started(),
                clock.instant(),
                reading.calls().calls(),
                reading.calls().waited(),
                reading.seen(),
                ending.departed(),
                ending.outcome(),
                ending.exitCode(),
                ending.reason());
    }
}
