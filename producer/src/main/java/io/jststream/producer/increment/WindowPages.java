package io.jststream.producer.increment;

import io.jststream.integration.RequestValue;
import io.jststream.producer.api.Page;
import io.jststream.producer.increment.Position.Window;
import io.jststream.producer.turn.Finding;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pages of a window, each held against what its own answer counts. One that shows fewer records is asked for again: where three
 * answers show the very same, this API counts what it does not show. Not thread-safe.
 */
final class WindowPages {
    private static final int MOST_ANSWERS = 5;
    /** So many answers that show the same, one after another, are no chance. */
    private static final int SURE = 3;

    private final Course course;

    WindowPages(Course course) {
        this.course = course;
    }

    /** The page that is to be read next. */
    Page next(Window window) throws InterruptedException {
        Page page = ask(window);
        int same = 1;
        for (int answers = 1; isShort(page, window); answers++) {
            if (same == SURE && !page.records().isEmpty()) {
                course.found(Finding.SHORT_PAGE, window.nextPage());
                return page;
            }
            if (answers == MOST_ANSWERS) {
                course.found(page.records().isEmpty() ? Finding.EMPTY_PAGE : Finding.SHORT_PAGE, window.nextPage());
                throw refused(
                        window,
                        "shows " + keys(page).size() + " records, and counts " + expected(page, window)
                                + " there; asked for " + MOST_ANSWERS + " times");
            }
            Page again = ask(window);
            same = keys(again).equals(keys(page)) ? same + 1 : 1;
            page = again;
        }
        if (page.hasNext()
                && page.totals()
                        .filter(totals -> totals.pages() == window.nextPage())
                        .isPresent()) {
            throw refused(window, "says that another page follows, and page_count that it is the last one");
        }
        return page;
    }

    /** Whether the page shows fewer records than its answer counts on it. */
    boolean isShort(Page page, Window window) {
        return keys(page).size() < expected(page, window);
    }

    /** The keys of what it shows: a record that stands there twice is one. */
    Set<String> keys(Page page) {
        return page.records().stream().map(course::key).collect(Collectors.toSet());
    }

    private Page ask(Window window) throws InterruptedException {
        return course.ask(window.nextPage(), WindowReader.parameters(window.begin(), window.end()));
    }

    private static long expected(Page page, Window window) {
        return page.totals()
                .map(totals -> expected(totals, window.nextPage(), window.pageSize()))
                .orElse(0L);
    }

    private static long expected(Page.Totals totals, int number, int asked) {
        if (totals.records() == 0 || number > totals.pages()) {
            return 0;
        }
        if (pages(totals.records(), asked) == totals.pages()) {
            return Math.min(asked, totals.records() - (number - 1L) * asked);
        }
        // The API has pages of another size than was asked for.
        return number < totals.pages() ? pages(totals.records(), totals.pages()) : 1;
    }

    private static long pages(long records, long size) {
        return (records + size - 1) / size;
    }

    private static OperatorException refused(Window window, String what) {
        return new OperatorException(
                ExitCode.FAILED,
                "page " + window.nextPage() + " of the window from " + RequestValue.datetime(window.begin()) + " to "
                        + RequestValue.datetime(window.end()) + " " + what
                        + "; nothing of it is published, and the next turn asks again");
    }
}
