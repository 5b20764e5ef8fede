package io.jststream.producer.increment;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.producer.api.ApiException;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Reach;
import io.jststream.producer.publish.Departures;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Ledger;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what has changed at the source since the last turn into the raw topic, once for each value of {@code for_each}. Not
 * thread-safe.
 */
public final class Increment implements Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Increment.class);

    private final Integration integration;
    private final String account;
    private final JushuitanApi api;
    private final RawTopic topic;
    private final SweepListener listener;
    private final InstantSource clock;
    private final Reader reader;
    /** Values of {@code for_each} that failed when they were last read. */
    private final Set<String> failing = new HashSet<>();

    private Positions positions = Positions.NONE;
    private Kind kind = Kind.USUAL;

    public Increment(
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
        this.reader = reader(integration.source().read(), clock);
    }

    private static Reader reader(Source.Read read, InstantSource clock) {
        if (read instanceof Source.Read.Rowversion rowversion) {
            return new RowversionReader(rowversion);
        }
        if (read instanceof Source.Read.Window window) {
            return new WindowReader(window, clock);
        }
        throw new IllegalArgumentException("not an incremental reading: " + read);
    }

    @Override
    public SweepReport read(Kind what) {
        kind = what;
        String sweep = integration.name() + "-" + clock.instant();
        Course course = new Course(integration, api, topic, listener, sweep, clock.instant());
        SweepReport report = write(course, run(course));
        if (kind == Kind.REPAIR) {
            topic.forgetWhatIsOld();
        }
        Ledger.log(report);
        listener.ended(report);
        return report;
    }

    private Ended run(Course course) {
        try {
            if (topic.open()) {
                positions = topic.state().map(Positions::read).orElse(Positions.NONE);
            }
            topic.forgetSeen();
            if (kind == Kind.REPAIR && !positions.equals(Positions.NONE)) {
                course.beginAnew(positions);
                topic.readAnew();
            } else {
                course.goOnFrom(positions);
            }
            return readAll(course);
        } catch (InterruptedException e) {
            return new Ended(Outcome.ABANDONED, ExitCode.FAILED, "asked to stop");
        } catch (OperatorException e) {
            return new Ended(Outcome.FAILED, e.exitCode(), e.getMessage());
        } catch (RuntimeException e) {
            // The edge of the loop: a fault of ours must not end the polling of an API.
            String reason = SweepReport.reason(e);
            LOG.atError()
                    .addKeyValue("sweep", course.sweep())
                    .addKeyValue("reason", reason)
                    .log("Reading met a fault of the program");
            return new Ended(Outcome.FAILED, ExitCode.FAILED, reason);
        }
    }

    /**
     * Reads for one value after the other. One that fails for a reason of its own leaves the others their turn, but not in a repair:
     * that is tried again from its beginning, and would read all the others as a whole each time. So it begins with those that failed.
     */
    private Ended readAll(Course course) throws InterruptedException {
        List<String> values =
                new ArrayList<>(integration.source().read().forEach().values());
        if (course.isAnew()) {
            values.sort(Comparator.comparing(value -> !failing.contains(value)));
        }
        List<Ended> failed = new ArrayList<>();
        for (String value : values) {
            course.enter(value);
            try {
                reader.read(course);
                failing.remove(value);
            } catch (OperatorException e) {
                if (value.isEmpty() || concernsAll(e)) {
                    throw e;
                }
                failed.add(failed(value, e, course));
                failing.add(value);
                if (course.isAnew()) {
                    break;
                }
            }
        }
        if (failed.isEmpty()) {
            return new Ended(Outcome.COMPLETE, ExitCode.OK, "");
        }
        Ended first = failed.get(0);
        return failed.size() == 1
                ? first
                : first.saying("; " + failed.size() + " of the " + values.size() + " values of for_each have failed");
    }

    /** Whether all other values would fail too: what the account, Kafka or this process lacks, they lack as well. */
    private boolean concernsAll(OperatorException e) {
        return !topic.isOpen()
                || (e instanceof ApiException api ? api.reach() == Reach.ACCOUNT : e.exitCode() != ExitCode.FAILED);
    }

    private Ended failed(String value, OperatorException e, Course course) {
        String reason = integration.source().read().forEach().field() + " " + value + ": " + e.getMessage();
        LOG.atWarn()
                .addKeyValue("integration", integration.name())
                .addKeyValue("account", account)
                .addKeyValue("sweep", course.sweep())
                .addKeyValue("reason", reason)
                .log("A value of for_each could not be read");
        return new Ended(Outcome.FAILED, e.exitCode(), reason);
    }

    /** How a reading ended. */
    private record Ended(Outcome outcome, ExitCode exitCode, String reason) {
        private Ended saying(String more) {
            return new Ended(outcome, exitCode, reason + more);
        }
    }

    /** What no page has carried along, a window without a change, is written with the ledger's entry. */
    private SweepReport write(Course course, Ended ended) {
        SweepReport report = report(course, ended);
        if (report.outcome().whole()) {
            topic.hasAnswered();
        }
        Positions reached = reached(course, ended.outcome());
        if (!topic.isOpen() || reached.equals(course.written())) {
            positions = course.written();
            Ledger.enter(report, topic);
            return report;
        }
        try {
            topic.end(Departures.NONE, course.origin(), reached.write(), Ledger.json(report));
            positions = reached;
            return report;
        } catch (OperatorException e) {
            positions = course.written();
            SweepReport failed = ended.outcome() == Outcome.FAILED
                    ? report
                    : report(course, new Ended(Outcome.FAILED, e.exitCode(), e.getMessage()));
            Ledger.enter(failed, topic);
            return failed;
        }
    }

    /** The positions from which the next turn goes on. A failure takes nothing back that was read before, unless everything was to be. */
    private static Positions reached(Course course, Outcome outcome) {
        boolean counts = outcome == Outcome.COMPLETE || (outcome == Outcome.FAILED && !course.isAnew());
        return counts ? course.positions() : course.written();
    }

    private SweepReport report(Course course, Ended ended) {
        return new SweepReport(
                account,
                integration.name(),
                course.sweep(),
                0,
                false,
                kind,
                course.started(),
                clock.instant(),
                course.calls().calls(),
                course.calls().waited(),
                course.seen(),
                SweepReport.Departed.NONE,
                ended.outcome(),
                ended.exitCode(),
                ended.reason());
    }
}
