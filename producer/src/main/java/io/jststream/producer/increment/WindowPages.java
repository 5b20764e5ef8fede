package io.jststream.producer.increment;

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

    /**
     * A page of a window.
     *
     * @param keys of what it shows: a record that stands there twice is one
     * @param counted records that its answer counts on it; none where it counts nothing
     */
    record Shown(Page page, Set<String> keys, long counted) {
        /** Whether it shows fewer records than its answer counts there. */
        boolean isShort() {
            return keys.size() < counted;
        }
    }

    /** The page that is to be read next. */
    Shown next(Window window) throws InterruptedException {
        Shown shown = ask(window);
        int same = 1;
        for (int answers = 1; shown.isShort(); answers++) {
            if (same == SURE && !shown.keys().isEmpty()) {
                course.found(Finding.SHORT_PAGE, window.nextPage());
                return shown;
            }
            if (answers == MOST_ANSWERS) {
                course.found(shown.keys().isEmpty() ? Finding.EMPTY_PAGE : Finding.SHORT_PAGE, window.nextPage());
                throw refused(
                        window,
                        "shows " + shown.keys().size() + " records, and counts " + shown.counted()
                                + " there; asked for " + MOST_ANSWERS + " times");
            }
            Shown again = ask(window);
            same = again.keys().equals(shown.keys()) ? same + 1 : 1;
            shown = again;
        }
        if (saysThatMoreFollow(shown.page(), window)) {
            throw refused(window, "says that another page follows, and page_count that it is the last one");
        }
        return shown;
    }

    private static boolean saysThatMoreFollow(Page page, Window window) {
        return page.hasNext()
                && page.totals()
                        .filter(totals -> totals.pages() == window.nextPage())
                        .isPresent();
    }

    /** What a page shows that is the next one of that window. */
    Shown shown(Page page, Window window) {
        Set<String> keys = page.records().stream().map(course::key).collect(Collectors.toSet());
        long counted = page.totals()
                .map(totals -> counted(totals, window.nextPage(), window.pageSize()))
                .orElse(0L);
        return new Shown(page, keys, counted);
    }

    private Shown ask(Window window) throws InterruptedException {
        return shown(course.ask(window.nextPage(), WindowReader.parameters(window.begin(), window.end())), window);
    }

    private static long counted(Page.Totals totals, int number, int asked) {
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
                "page " + window.nextPage() + " of " + window.text() + " " + what
                        + "; nothing of it is published, and the next turn asks again");
    }
}
