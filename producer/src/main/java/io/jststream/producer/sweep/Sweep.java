package io.jststream.producer.sweep;

import io.jststream.integration.Integration;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Page;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.RawTopic;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one integration's API from page 1 to the last page into its raw topic, as often as it is asked to. */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    /** A million records at 100 a page. An API that is still not done then is not going to be. */
    private static final int MOST_PAGES = 10_000;

    private final Integration integration;
    private final String account;
    private final JushuitanApi api;
    private final RawTopic topic;
    private final SweepListener listener;
    private final InstantSource clock;

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
    }

    /** How a sweep stands. */
    private static final class Course {
        private final String id;
        private final Instant started;
        private final long callsBefore;
        private final Duration waitedBefore;
        private int pages;
        private Changes records = Changes.NONE;
        private Outcome outcome = Outcome.FAILED;
        private ExitCode exitCode = ExitCode.FAILED;
        private String reason = "";

        private Course(String id, Instant started, long callsBefore, Duration waitedBefore) {
            this.id = id;
            this.started = started;
            this.callsBefore = callsBefore;
            this.waitedBefore = waitedBefore;
        }
    }

    /** One sweep. However it goes, the report says how; nothing is thrown. */
    public SweepReport read() {
        Instant started = clock.instant();
        Course course = new Course(integration.name() + "-" + started, started, api.calls(), api.waited());
        try {
            topic.open();
            readPages(course.id, course);
            course.outcome = Outcome.COMPLETE;
            course.exitCode = ExitCode.OK;
        } catch (InterruptedException e) {
            course.outcome = Outcome.ABANDONED;
            course.reason = "asked to stop";
        } catch (OperatorException e) {
            course.reason = e.getMessage();
            course.exitCode = e.exitCode();
        } catch (RuntimeException e) {
            // The edge of the loop: a fault of ours must not end the polling of an API.
            course.reason = "unexpected " + describe(e);
            LOG.atError()
                    .addKeyValue("sweep", course.id)
                    .addKeyValue("reason", course.reason)
                    .log("Sweep met a fault of the program");
        }
        SweepReport report = report(course);
        Ledger.enter(report, topic);
        listener.ended(report);
        return report;
    }

    private SweepReport report(Course course) {
        return new SweepReport(
                account,
                integration.name(),
                course.id,
                course.started,
                clock.instant(),
                api.calls() - course.callsBefore,
                api.waited().minus(course.waitedBefore),
                course.pages,
                course.records,
                course.outcome,
                course.exitCode,
                course.reason);
    }

    // region sweep
    private void readPages(String id, Course course) throws InterruptedException {
        Page page;
        do {
            int number = course.pages + 1;
            page = api.page(integration.source(), number);
            refuseEndless(page, number);
            course.records = course.records.plus(topic.publish(page, number, id));
            course.pages = number;
            listener.pageRead(integration.name(), number, page.records().size());
        } while (page.hasNext());
    }
    // endregion

    /** Its class and place, not its message, which may quote a record; a JVM leaves the place out of what it has thrown often. */
    private static String describe(RuntimeException bug) {
        return Arrays.stream(bug.getStackTrace())
                .findFirst()
                .map(place -> bug.getClass().getName() + " at " + place)
                .orElse(bug.getClass().getName());
    }

    private static void refuseEndless(Page page, int number) {
        if (page.hasNext() && (page.records().isEmpty() || number >= MOST_PAGES)) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "page " + number + " has " + page.records().size()
                            + " records and says that another follows; expected"
                            + " records on every page but the last, and at most " + MOST_PAGES + " pages");
        }
    }
}
