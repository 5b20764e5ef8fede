package io.jststream.integration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where an integration's records come from.
 *
 * @param api path of the API, which is also its name
 * @param request parameters of {@code biz}, in the order of the catalog
 * @param records dotted path of the list in a response; {@code has_next} stands beside the list
 * @param key fields that identify a record, in the order of the catalog
 * @param read how the API is read
 * @param schedule when a turn begins
 * @param repair when a turn reads everything and mends what the raw topic lacks
 * @param gone when a record that is no longer there counts as gone
 * @param rules what a whole sweep has to look like before it is published
 */
public record Source(
        String api,
        List<RequestField> request,
        String records,
        List<String> key,
        Read read,
        Schedule schedule,
        Optional<Cron> repair,
        Gone gone,
        SweepRules rules) {
    private static final int DEFAULT_PAGE_SIZE = 100;

    public Source {
        request = List.copyOf(request);
        key = List.copyOf(key);
    }

    /** A source whose sweeps are published page by page. */
    public Source(
            String api,
            List<RequestField> request,
            String records,
            List<String> key,
            Read read,
            Schedule schedule,
            Optional<Cron> repair,
            Gone gone) {
        this(api, request, records, key, read, schedule, repair, gone, SweepRules.NONE);
    }

    /** A source that is read so often, from start to start. */
    public Source(
            String api,
            List<RequestField> request,
            String records,
            List<String> key,
            Read read,
            Duration every,
            Gone gone) {
        this(api, request, records, key, read, new Schedule.Every(every), Optional.empty(), gone);
    }

    /** The same at other times. */
    public Source withSchedule(Schedule other, Optional<Cron> otherRepair) {
        return new Source(api, request, records, key, read, other, otherRepair, gone, rules);
    }

    /** The same with other pages. */
    public Source withPageSize(int size) {
        List<RequestField> pages = request.stream()
                .map(field -> field.field().equals("page_size")
                        ? new RequestField("page_size", Integer.toString(size))
                        : field)
                .toList();
        return new Source(api, pages, records, key, read, schedule, repair, gone, rules);
    }

    /** The same with another rule for what is gone. */
    public Source withGone(Gone other) {
        return new Source(api, request, records, key, read, schedule, repair, other, rules);
    }

    /** The same, and each sweep is judged as a whole. */
    public Source withRules(SweepRules others) {
        return new Source(api, request, records, key, read, schedule, repair, gone, others);
    }

    /** Whether each reading asks for another part of the source, because a time stands in the request. */
    public boolean moves() {
        return request.stream().anyMatch(RequestField::moves);
    }

    /** The same with what a request's times stand for in one reading. */
    public Source at(RequestTimes times) {
        List<RequestField> asked =
                request.stream().map(field -> field.at(times)).toList();
        return new Source(api, asked, records, key, read, schedule, repair, gone, rules);
    }

    /** Where {@code LAST_SYNC_TIME} stands in the request: what it stands for. */
    public Optional<LastSync> lastSync() {
        return read instanceof Read.Sweep sweep ? sweep.lastSync() : Optional.empty();
    }

    /** The shortest time between the starts of two turns. */
    public Duration every() {
        return schedule.shortest();
    }

    /**
     * One parameter of {@code biz}.
     *
     * @param value a constant, or a {@link RequestValue} with times
     */
    public record RequestField(String field, String value) {
        public boolean moves() {
            return RequestValue.of(value).moves();
        }

        public boolean asksSinceLastSync() {
            return RequestValue.of(value).asksSinceLastSync();
        }

        private RequestField at(RequestTimes times) {
            return new RequestField(field, RequestValue.of(value).at(times));
        }
    }

    /** How an API is read. */
    public sealed interface Read {
        /** What it is read for, each time. */
        default ForEach forEach() {
            return ForEach.NOTHING;
        }

        /**
         * The whole list, from page 1 to the last page, each time: the way of an API that says nothing about changes.
         *
         * @param lastSync where {@code LAST_SYNC_TIME} stands in the request
         */
        record Sweep(Optional<LastSync> lastSync) implements Read {
            /** One whose request has no such time. */
            public Sweep() {
                this(Optional.empty());
            }
        }

        /**
         * What has a higher row version than what was read last.
         *
         * @param parameter the request parameter that takes the row version
         * @param field the field of a record that holds it
         */
        record Rowversion(String parameter, String field, ForEach forEach) implements Read {}

        /**
         * What was modified in a window of time, window after window.
         *
         * @param longest the longest window that the API takes
         * @param overlap how far the first window of a turn reaches back behind the last one's end
         * @param lag how far behind the clock a window ends
         * @param history how far back the very first window reaches
         */
        record Window(Duration longest, Duration overlap, Duration lag, Duration history, ForEach forEach)
                implements Read {}
    }

    /**
     * A parameter with which the API is read several times, once for each value, and which becomes a field of the records.
     *
     * @param values nothing but the empty text where the API is read once, without such a parameter
     */
    public record ForEach(String field, List<String> values) {
        public static final ForEach NOTHING = new ForEach("", List.of(""));

        public ForEach {
            values = List.copyOf(values);
        }
    }

    /**
     * When a record that is no longer there counts as gone, and what becomes of its row then.
     *
     * @param deed what is done with the row
     * @param afterSweeps consecutive complete sweeps without it, at least 1
     * @param atMostPercent share of the known records that one sweep may find gone, 0 to 100
     * @param ask the request parameter, a list, by which records are asked for by their key before they count as absent
     */
    public record Gone(Deed deed, int afterSweeps, int atMostPercent, Optional<String> ask) {
        /** What is done with the row of a record that is gone. */
        public enum Deed {
            /** It is deleted. */
            DELETE,
            /** It stays as it was, and a column says since when the record is gone. */
            MARK,
            /** It stays as it was: no record ever counts as gone. */
            KEEP
        }

        public Gone(int afterSweeps, int atMostPercent, Optional<String> ask) {
            this(Deed.DELETE, afterSweeps, atMostPercent, ask);
        }

        public Gone(int afterSweeps, int atMostPercent) {
            this(afterSweeps, atMostPercent, Optional.empty());
        }

        /** Whether the row is deleted. */
        public boolean deletes() {
            return deed == Deed.DELETE;
        }

        /** Whether the row stays and is marked. */
        public boolean marks() {
            return deed == Deed.MARK;
        }

        /** Whether no record ever counts as gone. */
        public boolean keeps() {
            return deed == Deed.KEEP;
        }

        /**
         * How many of so many known records one sweep may find gone. A share of a small table is less than one record, and then
         * nothing could ever go: one may, unless it is the last one, or the share is 0.
         */
        public int most(int known) {
            int share = (int) ((long) known * atMostPercent / 100);
            return share == 0 && atMostPercent > 0 && known > 1 ? 1 : share;
        }
    }

    /** Records that are asked for a page; the API's own default where the catalog does not say. */
    public int pageSize() {
        return request.stream()
                .filter(field -> field.field().equals("page_size"))
                .map(field -> Integer.parseInt(field.value()))
                .findFirst()
                .orElse(DEFAULT_PAGE_SIZE);
    }

    /** Dotted path of the field that says whether another page follows: {@code has_next}, beside the list of records. */
    public String hasNext() {
        return beside("has_next");
    }

    /** Dotted path of the field in which an answer says which page it is: {@code page_index}, beside the list of records. */
    public String pageIndex() {
        return beside("page_index");
    }

    /** Dotted path of the field that says how many records there are on all pages: {@code data_count}. */
    public String recordCount() {
        return beside("data_count");
    }

    /** Dotted path of the field that says how many pages there are: {@code page_count}. */
    public String pageCount() {
        return beside("page_count");
    }

    private String beside(String field) {
        int dot = records.lastIndexOf('.');
        return dot < 0 ? field : records.substring(0, dot) + "." + field;
    }
}
