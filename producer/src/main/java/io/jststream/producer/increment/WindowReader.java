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

    /** Times that pages of a window are read again because of what another page shows. */
    private static final int MOST_STEPS_BACK = 5;

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
        requirePast(reached.get().until());
        Optional<Window> open = reached.get().open();
        if (open.isEmpty()) {
            return reached.get().until().minus(read.overlap());
        }
        Window rest = open.get();
        if (rest.pageSize() != course.integration().source().pageSize()) {
            rest = open(rest.begin(), rest.end(), course);
        }
        readPages(rest, course);
        return rest.end().minus(read.overlap());
    }

    /** Turns would ask for nothing, and be whole all the same, until the clock has come so far again. */
    private void requirePast(Instant position) {
        if (position.isAfter(clock.instant())) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "this machine's clock is behind what it was: changes are read up to "
                            + RequestValue.datetime(position) + ", and now it has "
                            + RequestValue.datetime(clock.instant()) + "; switch NTP on");
        }
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
        requireOver(end, first);
        return window(begin, end, first, course);
    }

    /** Rows would join a window that has not ended by the server's clock, and nobody would ask for them again. */
    private void requireOver(Instant end, Page first) {
        first.servedAt().filter(end::isAfter).ifPresent(server -> {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "this machine's clock is ahead: a window ends at " + RequestValue.datetime(end)
                            + " where the API has " + RequestValue.datetime(server) + ", expected one that ended "
                            + read.lag().toSeconds() + " s ago (source.window.lag); switch NTP on");
        });
    }

    private static boolean tooManyPages(Page first) {
        return first.hasNext()
                && first.totals().map(totals -> totals.pages() > MOST_PAGES).orElse(true);
    }

    /** The window with its last page to be read next; nothing of it is left where the first page was all of it. */
    private static Window window(Instant begin, Instant end, Page first, Course course) {
        int pages = first.totals().map(Page.Totals::pages).orElse(1);
        if (first.hasNext() && pages == 1) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "more changes between " + RequestValue.datetime(begin) + " and " + RequestValue.datetime(end)
                            + " than a page holds, and no page_count to read them by: expected read: rowversion,"
                            + " or a larger page_size");
        }
        int size = course.integration().source().pageSize();
        long records = first.totals().map(Page.Totals::records).orElse(0L);
        Window window = new Window(begin, end, pages, size, records, 0);
        if (pages > 1 || new WindowPages(course).shown(first, window).isShort()) {
            return window;
        }
        course.publish(first, new Changed(end, Optional.empty()));
        return window.goingOn(0, records, 0);
    }

    private static void readPages(Window window, Course course) throws InterruptedException {
        WindowPages pages = new WindowPages(course);
        Window left = window;
        int stepsBack = 0;
        while (left.nextPage() > 0) {
            WindowPages.Shown next = pages.next(left);
            Page page = next.page();
            int number = left.nextPage();
            long records = page.totals().map(Page.Totals::records).orElse(left.records());
            int shown = next.keys().hashCode();
            if (records > left.records()) {
                // Rows have joined the window: others may have moved to pages that are read already.
                refuseFurther(
                        stepsBack++,
                        "rows have joined it, though it is past; expected a larger source.window.lag",
                        left);
                left = left.goingOn(page.totals().map(Page.Totals::pages).orElse(number - 1), records, 0);
            } else if (shown != 0 && shown == left.shown()) {
                // One of the two was answered with the other's records.
                refuseFurther(stepsBack++, "page " + number + " shows what the page behind it has shown", left);
                left = left.goingOn(number + 1, records, 0);
            } else {
                left = left.goingOn(number - 1, records, shown);
            }
            Optional<Window> open = left.nextPage() > 0 ? Optional.of(left) : Optional.empty();
            course.publish(page, new Changed(open.isPresent() ? left.begin() : left.end(), open));
        }
    }

    private static void refuseFurther(int stepsBack, String why, Window window) {
        if (stepsBack == MOST_STEPS_BACK) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    window.text() + " was to be read again more than " + stepsBack + " times: " + why
                            + "; the next turn goes on with it");
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
