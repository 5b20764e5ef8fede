package io.jststream.producer.increment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.integration.RequestValue;
import io.jststream.integration.Source;
import io.jststream.producer.api.Page;
import io.jststream.producer.increment.Position.Changed;
import io.jststream.producer.increment.Position.Window;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Reads by time of change, window after window, each from its last page to its first. All windows end in the past, so a row can
 * leave one while it is read, by changing again, but none can join it. The rows behind one that leaves move up, towards pages
 * that are still to be read; read forwards, one of them would move out of sight. The row itself is in the next window.
 */
final class WindowReader implements Reader {
    /** More pages than that take so long that much moves meanwhile. */
    private static final int MOST_PAGES = 50;
    /** Times that a window is begun again because rows have joined it all the same. */
    private static final int MOST_BEGINNINGS = 5;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Source.Read.Window read;
    private final InstantSource clock;

    WindowReader(Source.Read.Window read, InstantSource clock) {
        this.read = read;
        this.clock = clock;
    }

    // region window
    @Override
    public void read(Course course) throws InterruptedException {
        Instant until = clock.instant().minus(read.lag()).truncatedTo(ChronoUnit.SECONDS);
        Instant begin = begin(course, until);
        Duration length = read.longest();
        while (begin.isBefore(until)) {
            Instant end = earlier(begin.plus(length), until);
            Window window = open(begin, end, course);
            readPages(window, course);
            length = earlierOf(Duration.between(begin, window.end()).multipliedBy(2), read.longest());
            begin = window.end();
        }
    }
    // endregion

    /** Where the first window begins, after the rest of one that an earlier process had begun. */
    private Instant begin(Course course, Instant until) throws InterruptedException {
        Optional<Changed> reached = course.position().flatMap(WindowReader::changed);
        if (reached.isEmpty()) {
            return beginOfAll(course, until);
        }
        Optional<Window> open = reached.get().open();
        if (open.isPresent()) {
            readPages(open.get(), course);
            return open.get().end();
        }
        return reached.get().until().minus(read.overlap());
    }

    /** Where everything begins: nothing stays unread between the position that is kept and a history that is shorter than that. */
    private Instant beginOfAll(Course course, Instant until) {
        Instant history = until.minus(read.history());
        return course.keptPosition()
                .flatMap(WindowReader::changed)
                .map(kept -> earlier(kept.until().minus(read.overlap()), history))
                .orElse(history);
    }

    private static Optional<Changed> changed(Position position) {
        return position instanceof Changed changed ? Optional.of(changed) : Optional.empty();
    }

    /** A window that has few enough pages, as long as the one asked for or shorter. */
    private Window open(Instant begin, Instant asked, Course course) throws InterruptedException {
        Instant end = asked;
        Page first = course.ask(1, parameters(begin, end));
        while (tooManyPages(first)) {
            Duration half = Duration.between(begin, end).dividedBy(2).truncatedTo(ChronoUnit.SECONDS);
            if (half.compareTo(SHORTEST) < 0) {
                break;
            }
            end = begin.plus(half);
            first = course.ask(1, parameters(begin, end));
        }
        return window(begin, end, first, course);
    }

    private static boolean tooManyPages(Page first) {
        return first.hasNext()
                && first.totals().map(totals -> totals.pages() > MOST_PAGES).orElse(true);
    }

    /** The window with its last page to be read next. */
    private static Window window(Instant begin, Instant end, Page first, Course course) {
        if (!first.hasNext()) {
            course.publish(first, new Changed(end, Optional.empty()));
            return new Window(begin, end, 0, first.records().size());
        }
        Page.Totals totals = first.totals()
                .filter(known -> known.pages() > 1)
                .orElseThrow(() -> new OperatorException(
                        ExitCode.FAILED,
                        "more changes between " + RequestValue.datetime(begin) + " and " + RequestValue.datetime(end)
                                + " than a page holds, and no page_count to read them by: expected read: rowversion,"
                                + " or a larger page_size"));
        return new Window(begin, end, totals.pages(), totals.records());
    }

    private void readPages(Window window, Course course) throws InterruptedException {
        Window left = window;
        int beginnings = 1;
        while (left.nextPage() > 0) {
            Page page = course.ask(left.nextPage(), parameters(left.begin(), left.end()));
            long records = page.totals().map(Page.Totals::records).orElse(left.records());
            int next = left.nextPage() - 1;
            if (records > left.records()) {
                // Rows have joined the window: others may have moved to pages that are read already.
                refuseFurther(beginnings++, left);
                next = page.totals().map(Page.Totals::pages).orElse(next);
            }
            left = new Window(left.begin(), left.end(), next, records);
            Optional<Window> open = next > 0 ? Optional.of(left) : Optional.empty();
            course.publish(page, new Changed(next > 0 ? left.begin() : left.end(), open));
        }
    }

    private static void refuseFurther(int beginnings, Window window) {
        if (beginnings == MOST_BEGINNINGS) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "rows have joined the window from " + RequestValue.datetime(window.begin()) + " to "
                            + RequestValue.datetime(window.end())
                            + " in each of " + beginnings
                            + " readings, though it is past; expected a larger source.window.lag");
        }
    }

    static Map<String, JsonNode> parameters(Instant begin, Instant end) {
        return Map.of(
                "modified_begin", JsonNodeFactory.instance.textNode(RequestValue.datetime(begin)),
                "modified_end", JsonNodeFactory.instance.textNode(RequestValue.datetime(end)));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration earlierOf(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
