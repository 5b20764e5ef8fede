package io.jststream.producer.sweep;

import io.jststream.integration.RequestTimes;
import io.jststream.integration.Source;
import io.jststream.producer.api.CallTally;
import io.jststream.producer.api.Page;
import io.jststream.producer.publish.Changes;
import io.jststream.producer.publish.ContentSum;
import io.jststream.producer.publish.Origin;
import io.jststream.producer.publish.PageContent;
import io.jststream.producer.turn.Finding;
import io.jststream.producer.turn.Findings;
import io.jststream.producer.turn.Seen;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How one sweep stands: what it has read so far and what it found. Not thread-safe. */
final class Reading {
    private final String sweep;
    private final Instant started;
    private final Optional<Instant> lastSync;
    private final int reread;
    private final boolean resumed;
    private final CallTally calls = new CallTally();
    private final Findings findings;
    private final Set<ContentSum> fingerprints = new HashSet<>();
    private int pages;
    private boolean goesOn;
    private int pageSize;
    private int mostPages = PageBound.UNKNOWN;
    private Changes changes;
    private int distinct;
    private ContentSum sum;
    private Instant fetchedAt;
    private Instant begun;
    private Seen seen;

    private Reading(Cursor begin, int reread, boolean resumed) {
        this.sweep = begin.sweep();
        this.started = begin.started();
        this.lastSync = begin.lastSync();
        this.reread = reread;
        this.resumed = resumed;
        this.findings = begin.findings();
        this.pages = begin.pages();
        this.changes = begin.changes();
        this.distinct = begin.distinct();
        this.sum = begin.sum();
        this.fetchedAt = begin.at();
        this.begun = started;
        this.seen = new Seen(pages, changes, distinct, findings, sum);
    }

    /** A sweep from page 1. */
    static Reading first(String sweep, Instant started, int reread) {
        return new Reading(Cursor.beginning(sweep, started), reread, false);
    }

    /** The same from page 1, with what {@code LAST_SYNC_TIME} stands for. */
    Reading since(Optional<Instant> time) {
        return new Reading(Cursor.beginning(sweep, started).withLastSync(time), reread, false);
    }

    /** A sweep that an earlier process had begun. */
    static Reading resumed(Cursor cursor) {
        return new Reading(cursor, 0, true);
    }

    /** What the times in the request stand for, on each of its pages and for whoever goes on with it. */
    RequestTimes times() {
        return new RequestTimes(started, lastSync.orElse(started));
    }

    /** Says how many records are known: how long the list can be expected to be. */
    void expect(Source source, int known) {
        pageSize = source.pageSize();
        mostPages = PageBound.of(known, pageSize);
    }

    int pages() {
        return pages;
    }

    int nextPage() {
        return pages + 1;
    }

    /** Takes note of the next page, before it is published. */
    void take(Page page, PageContent content) {
        pages++;
        fetchedAt = page.fetchedAt();
        if (pages == 1) {
            page.servedAt().filter(begun::isAfter).ifPresent(server -> begun = server);
        }
        int records = page.records().size();
        add(content, content.changes());
        int unshown = unshown(page);
        boolean follows = page.hasNext() || (records > 0 && unshown > 0 && countsFurtherPages(page));
        findings.add(Finding.OTHER_PAGE, page.index().orElse(pages) == pages ? 0 : 1, pages);
        findings.add(Finding.REPEATED_PAGE, records > 0 && !fingerprints.add(content.fingerprint()) ? 1 : 0, pages);
        findings.add(Finding.EMPTY_PAGE, records == 0 && page.hasNext() ? 1 : 0, pages);
        findings.add(Finding.EMPTY_LAST_PAGE, records == 0 && !page.hasNext() && pages > 1 ? 1 : 0, pages);
        findings.add(Finding.SHORT_PAGE, records > 0 && records < pageSize && follows ? 1 : 0, pages);
        findings.add(Finding.TOO_MANY_PAGES, pages >= mostPages && follows ? 1 : 0, pages);
        findings.add(Finding.REPEATED_KEY, content.repeated(), pages);
        findings.add(Finding.CHANGED_KEY, content.repeatedOther(), pages);
        findings.add(Finding.TWICE_ON_PAGE, content.twice(), pages);
        findings.add(Finding.RESPELLED_KEY, content.respelled().size(), pages);
        goesOn = follows && !findings.broken();
        findings.add(Finding.FEWER_THAN_COUNTED, follows || findings.broken() ? 0 : unshown, pages);
    }

    /** A {@code has_next} of false is no promise (API: pitfalls). */
    private boolean countsFurtherPages(Page page) {
        return page.totals().filter(totals -> totals.pages() > pages).isPresent();
    }

    /** Records that this page's answer counts and no page has shown so far. */
    private int unshown(Page page) {
        long counted = page.totals().map(Page.Totals::records).orElse(0L);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, counted - distinct));
    }

    /** Takes note of records that were asked for by their keys; those that a page has shown are counted already. */
    void takeByKey(Page page, PageContent content) {
        fetchedAt = page.fetchedAt();
        add(content, content.changes().withoutUnchanged(content.repeated()));
    }

    private void add(PageContent content, Changes more) {
        changes = changes.plus(more);
        distinct += content.distinct();
        sum = sum.plus(content.sum());
    }

    /** Whether another page follows that can be believed. */
    boolean goesOn() {
        return goesOn;
    }

    /** Where whoever comes after this process can go on; nothing where no page follows. */
    Optional<Cursor> cursor() {
        return goesOn
                ? Optional.of(new Cursor(sweep, started, lastSync, fetchedAt, pages, changes, distinct, sum, findings))
                : Optional.empty();
    }

    /** Where the next records to be published come from. */
    Origin origin() {
        return new Origin(sweep, pages, fetchedAt);
    }

    Origin originByKey() {
        return new Origin(sweep, Origin.BY_KEY, fetchedAt);
    }

    /** Whether another reading would show the same as this one. */
    boolean sameAs(Reading other) {
        return findings.sameAs(other.findings) && sum.equals(other.sum);
    }

    String sweep() {
        return sweep;
    }

    Instant started() {
        return started;
    }

    /** When it began by this machine's clock or the API's, whichever is behind: all that it shows was so from then on. */
    Instant begun() {
        return begun;
    }

    int reread() {
        return reread;
    }

    boolean resumed() {
        return resumed;
    }

    CallTally calls() {
        return calls;
    }

    Findings findings() {
        return findings;
    }

    int distinct() {
        return distinct;
    }

    /** Everything it has taken so far counts: it is published, or withheld as a whole. */
    void counted() {
        seen = new Seen(pages, changes, distinct, findings, sum);
    }

    /** What counts of it, for the ledger. */
    Seen seen() {
        return seen;
    }
}
