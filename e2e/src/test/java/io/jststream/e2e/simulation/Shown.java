package io.jststream.e2e.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the server has answered in one reading: page by page, and to questions for single shops. Of an answer that is asked for
 * again, because the first one could not be used or did not arrive, the last one counts.
 */
final class Shown {
    private final TreeMap<Integer, Page> pages = new TreeMap<>();
    private final Map<Set<Long>, Page> byKey = new HashMap<>();
    private final int pageSize;
    private Instant started = Instant.MAX;
    private boolean lied;

    /** One answer: the shops in it as they were then, whether it says that more follow, and which page it says it is. */
    record Page(List<Long> ids, List<JsonNode> shops, boolean hasNext, int index) {}

    /** What an API may do each time: looking like that twice in a row is no sign of movement. */
    record Habits(Set<Integer> shortPages, Set<Integer> emptyLast, Set<Long> skipped) {
        static final Habits NONE = new Habits(Set.of(), Set.of(), Set.of());
    }

    Shown(int pageSize) {
        this.pageSize = pageSize;
    }

    void page(int number, Page page, Instant at) {
        if (at.isBefore(started)) {
            started = at;
        }
        pages.put(number, page);
    }

    /** @param lied whether it is not what the list holds of them */
    void byKey(Set<Long> asked, Page page, boolean lied) {
        byKey.put(asked, page);
        this.lied |= lied;
    }

    /** When the first answer was made. */
    Instant started() {
        return started;
    }

    boolean lied() {
        return lied;
    }

    /** The first page that was asked for: not the first one of the list where a reading is gone on with. */
    int firstPage() {
        return pages.isEmpty() ? 1 : pages.firstKey();
    }

    /** The shops of the pages before one, as they were shown. */
    Map<Long, JsonNode> before(int page) {
        Map<Long, JsonNode> shops = new HashMap<>();
        pages.headMap(page).values().forEach(shown -> put(shown, shops));
        return shops;
    }

    /** Every shop that was shown, as it was shown last. */
    Map<Long, JsonNode> shops() {
        Map<Long, JsonNode> last = new HashMap<>();
        pages.values().forEach(page -> put(page, last));
        byKey.values().forEach(page -> put(page, last));
        return last;
    }

    private static void put(Page page, Map<Long, JsonNode> into) {
        for (int i = 0; i < page.ids().size(); i++) {
            into.put(page.ids().get(i), page.shops().get(i));
        }
    }

    /** What no list shows that stands still, in words; empty where there is nothing. */
    List<String> moves() {
        List<String> moves = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        pages.forEach((number, page) -> {
            if (page.ids().stream().anyMatch(seen::contains)) {
                moves.add("page " + number + " shows a shop of an earlier page");
            }
            seen.addAll(page.ids());
            if (page.ids().isEmpty() && page.hasNext()) {
                moves.add("page " + number + " is empty and not the last");
            }
            if (page.index() != number) {
                moves.add("page " + number + " says it is page " + page.index());
            }
        });
        return moves;
    }

    Habits habits() {
        Set<Integer> shortPages = new TreeSet<>();
        Set<Integer> emptyLast = new TreeSet<>();
        Set<Long> onPages = new HashSet<>();
        pages.forEach((number, page) -> {
            int size = page.ids().size();
            if (size > 0 && size < pageSize && page.hasNext()) {
                shortPages.add(number);
            }
            if (size == 0 && !page.hasNext() && number > 1) {
                emptyLast.add(number);
            }
            onPages.addAll(page.ids());
        });
        Set<Long> skipped = new TreeSet<>();
        byKey.values().forEach(page -> skipped.addAll(page.ids()));
        skipped.removeAll(onPages);
        return new Habits(shortPages, emptyLast, skipped);
    }
}
