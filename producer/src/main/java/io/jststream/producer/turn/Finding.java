package io.jststream.producer.turn;

import java.util.Locale;

/** What a reading can find that a list which stood still would not show. */
public enum Finding {
    /** The answer says that it is another page than the one that was asked for. */
    OTHER_PAGE(Weight.BROKEN),
    /** A page that holds what an earlier page held: the page number does not advance. */
    REPEATED_PAGE(Weight.BROKEN),
    /** A page without records that says that another follows. */
    EMPTY_PAGE(Weight.BROKEN),
    /** More pages than the known records can explain. */
    TOO_MANY_PAGES(Weight.BROKEN),
    /** A record that stood on an earlier page too. */
    REPEATED_KEY(Weight.MOVED),
    /** A record that stood on an earlier page with another content; the later one counts. */
    CHANGED_KEY(Weight.MOVED),
    /** Fewer records than were asked for, on a page that says that another follows. */
    SHORT_PAGE(Weight.HABIT),
    /** A last page, behind others, without any record. */
    EMPTY_LAST_PAGE(Weight.HABIT),
    /** Fewer records on all pages together than the last one counts. */
    FEWER_THAN_COUNTED(Weight.HABIT),
    /** A known record that stood on no page, and yet is there when it is asked for by its key. */
    SKIPPED_KEY(Weight.HABIT),
    /** A record that a page has just shown and that is not there when it is asked for by its key: nothing follows from that answer. */
    UNANSWERED_KEY(Weight.MOVED),
    /** A key that stands twice on one page; the later record counts. No list that moves looks like that. */
    TWICE_ON_PAGE(Weight.HARMLESS),
    /** A key that was known in another JSON type: 5 that is "5" now. It names the same row, so the old one is not missed. */
    RESPELLED_KEY(Weight.HARMLESS),
    /** No record at or above the highest row version that is known, though one has it: it was deleted, or the versions have gone back. */
    LOST_VERSION(Weight.HARMLESS);

    /** What a finding says about the reading. */
    enum Weight {
        /** Nothing that would follow could be believed: the reading ends. */
        BROKEN,
        /** Rows have moved while they were read, and some may have been skipped. */
        MOVED,
        /** The same, unless the reading before found it in the same places: then this API is like that. */
        HABIT,
        /** Worth a line in the ledger. */
        HARMLESS
    }

    private final Weight weight;

    Finding(Weight weight) {
        this.weight = weight;
    }

    Weight weight() {
        return weight;
    }

    /** Its name in the ledger, in metrics and for people. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
