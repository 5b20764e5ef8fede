package io.jststream.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Which of the next calls will be answered wrongly, and how. Thread-safe. */
final class MisbehaviourPlan {
    /** Stands for whatever page is asked for. */
    static final int ANY_PAGE = 0;

    private final Deque<Misbehaviour> anyPage = new ArrayDeque<>();
    private final Deque<Planned> somePage = new ArrayDeque<>();

    private record Planned(Misbehaviour kind, int page) {}

    synchronized void add(Misbehaviour kind, int times, int page) {
        for (int i = 0; i < times; i++) {
            if (page == ANY_PAGE) {
                anyPage.add(kind);
            } else {
                somePage.add(new Planned(kind, page));
            }
        }
    }

    /** Nothing is planned any more. */
    synchronized void clear() {
        anyPage.clear();
        somePage.clear();
    }

    synchronized boolean isEmpty() {
        return anyPage.isEmpty() && somePage.isEmpty();
    }

    /** What is planned for a call that asks for this page; it is not planned any more afterwards. */
    synchronized Optional<Misbehaviour> next(int page) {
        for (Iterator<Planned> all = somePage.iterator(); all.hasNext(); ) {
            Planned planned = all.next();
            if (planned.page() == page) {
                all.remove();
                return Optional.of(planned.kind());
            }
        }
        return Optional.ofNullable(anyPage.poll());
    }
}
