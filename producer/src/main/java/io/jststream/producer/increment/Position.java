package io.jststream.producer.increment;

import io.jststream.integration.RequestValue;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** How far an incremental reading has come; stands in {@code jst.cursors}. */
sealed interface Position {
    /**
     * Every change up to a row version has been published.
     *
     * @param keys records that have been read with that row version itself: the API will show them once more
     */
    record Version(long ts, Set<String> keys) implements Position {
        /** Lower than any row version; a server may take 0 for none at all (API: incremental reading). */
        static final Version BEGINNING = new Version(1, Set.of());

        public Version {
            keys = Set.copyOf(keys);
        }
    }

    /**
     * Every change before an instant has been published.
     *
     * @param open the window that is being read
     */
    record Changed(Instant until, Optional<Window> open) implements Position {}

    /**
     * A window of which some pages have been read, from the last one on.
     *
     * @param nextPage the page to be read next, from 1
     * @param pageSize records of a page: pages of another size are other pages
     * @param records records that the API counted when it was asked last
     * @param shown what the page that was read last has shown, as a hash of its keys; 0 where none was read, or nothing was on it
     */
    record Window(Instant begin, Instant end, int nextPage, int pageSize, long records, int shown) {
        /** For a person, in the API's own time. */
        String text() {
            return "the window from " + RequestValue.datetime(begin) + " to " + RequestValue.datetime(end);
        }

        /** The same when more has been read of it. */
        Window goingOn(int page, long counted, int last) {
            return new Window(begin, end, page, pageSize, counted, last);
        }
    }
}
