package io.jststream.integration.scheme;

import io.jststream.integration.Integration;
import io.jststream.integration.RequestValue;
import io.jststream.integration.Source;
import io.jststream.integration.Source.Read;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes of a scheme's request what is asked with each call, and how the API is read. Not thread-safe. */
final class RequestImport {
    private static final Set<String> PAGE_INDEX = Set.of("page_index", "page", "pageIndex", "page_no", "pageNo");
    private static final Set<String> PAGE_SIZE = Set.of("page_size", "pageSize");
    private static final Set<String> WINDOW = Set.of("modified_begin", "modified_end");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");
    private static final int USUAL_PAGE = 100;

    private final SchemeJson source;
    private final Optional<Source> known;
    private final Notes notes;
    private final ReadingImport reading;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> times = new LinkedHashMap<>();
    private final List<SchemeField> window = new ArrayList<>();
    private Optional<String> rowversion = Optional.empty();
    private String pageSize = "";
    private String forEach = "";

    private RequestImport(SchemeJson source, Optional<Source> known, List<String> key, Notes notes) {
        this.reading = new ReadingImport(source, known, key, notes);
        this.source = source;
        this.known = known;
        this.notes = notes;
    }

    static RequestImport read(SchemeJson source, Optional<Integration> known, List<String> key, Notes notes) {
        RequestImport request = new RequestImport(source, known.map(Integration::source), key, notes);
        request.parameters.put("page_index", "1");
        request.parameters.put("page_size", "");
        source.fields("request").forEach(request::take);
        request.pageSize();
        request.changes();
        return request;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    /** The lines of the source that say how it is read. */
    List<String> reading() {
        List<String> lines = reading.lines(rowversion, window, times);
        reading.forEach(forEach, lines);
        return lines;
    }

    /** What is asked for depends on whether it is changes or a whole list. */
    private void changes() {
        ChangesImport changes = new ChangesImport(source, known, notes);
        if (!reading.sweeps(rowversion, window)) {
            changes.mend(parameters, reading.version(rowversion, window).isEmpty());
            changes.warnOfStates(parameters);
            return;
        }
        changes.keep(parameters);
        if (!times.isEmpty()) {
            changes.warnOfStates(parameters);
        }
        parameters.putAll(times);
    }

    private void take(SchemeField field) {
        String key = source.key("request", field.field());
        if (PAGE_INDEX.contains(field.field())) {
            notes.carriedOver(key, "as page_index, from 1" + spelling(field.field(), "page_index"));
        } else if (PAGE_SIZE.contains(field.field())) {
            pageSize = NUMBER.matcher(field.value()).matches() ? field.value() : pageSize;
            notes.carriedOver(key, "as page_size" + spelling(field.field(), "page_size"));
        } else if (isRowversion(field.field())) {
            takeRowversion(field.field(), key);
        } else if (reading.forEach()
                .filter(each -> each.field().equals(field.field()))
                .isPresent()) {
            forEach = field.value();
            notes.replaced(key, "for_each asks with it");
        } else if (WINDOW.contains(field.field())) {
            window.add(field);
        } else {
            takeAnother(field, key);
        }
    }

    private void takeRowversion(String name, String key) {
        if (known.map(Source::read).filter(Read.Window.class::isInstance).isPresent()) {
            notes.warning(
                    key,
                    "read: window in its place, as in the delivered catalog file of this API: a row version takes no other"
                            + " condition there, or is not known");
            return;
        }
        rowversion = Optional.of(name);
        notes.replaced(key, "read: rowversion asks with it for what is newer than the last record");
    }

    private void takeAnother(SchemeField field, String key) {
        if (!field.children().isEmpty()) {
            notes.notSupported(key, "a parameter with parts; write it as text if it is a list: value: '[\"a\",\"b\"]'");
        } else if (field.value().isEmpty()) {
            notes.notNeeded(key, "it has no value and was not sent");
        } else {
            takeValue(field, key);
        }
    }

    private void takeValue(SchemeField field, String key) {
        boolean list = field.parser().equals("StringToArray");
        String value = list ? "[\"" + String.join("\",\"", field.value().split("\\s*,\\s*")) + "\"]" : field.value();
        boolean moves;
        try {
            moves = RequestValue.of(value).moves();
        } catch (IllegalArgumentException e) {
            notes.notSupported(key, "'" + field.value() + "' is left out: " + e.getMessage());
            return;
        }
        (moves ? times : parameters).put(field.field(), value);
        if (list) {
            notes.carriedOver(key, "as the list " + value + ", which StringToArray made of it at each call");
        } else if (!field.parser().isEmpty()) {
            notes.notSupported(
                    key, "its parser " + field.parser() + " is not applied; write the value as it is to be sent");
        } else if (!moves && !ChangesImport.isOpen(field.field(), value)) {
            notes.carriedOver(key, "'" + value + "'");
        }
    }

    private boolean isRowversion(String name) {
        return name.equals("start_ts")
                || known.filter(api -> api.read() instanceof Read.Rowversion way
                                && way.parameter().equals(name))
                        .isPresent();
    }

    private void pageSize() {
        String paged = SchemeField.text(source.root().path("pagination").path("pageSize"));
        if (!paged.isEmpty()) {
            pageSize = NUMBER.matcher(paged).matches() && pageSize.isEmpty() ? paged : pageSize;
            notes.carriedOver(source.key("pagination"), "pageSize as page_size");
        }
        int most = known.map(Source::pageSize).orElse(USUAL_PAGE);
        int size = pageSize.isEmpty() ? most : Integer.parseInt(pageSize);
        if (size > most) {
            notes.warning(
                    source.key("request", "page_size"),
                    size + " is more than this API gives, which is " + most + ": it is asked for " + most);
        }
        parameters.put("page_size", Integer.toString(Math.min(size, most)));
    }

    private static String spelling(String found, String here) {
        return found.equals(here) ? "" : "; this API calls it so, and knows no '" + found + "'";
    }
}
