package io.jststream.integration.scheme;

import io.jststream.integration.ChangeTime;
import io.jststream.integration.Source;
import io.jststream.integration.Source.RequestField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sees to it that a request for changes leaves none out, and says which constants of a scheme's do. */
record ChangesImport(SchemeJson source, Optional<Source> known, Notes notes) {
    /** Parameters that ask for records in a state, which a change can end (API: catalogue of the query endpoints). */
    private static final Pattern STATE = Pattern.compile("\\w*[sS]tatus\\w*|\\w*labels");

    private static final Set<String> PAGING = Set.of("page_index", "page_size");

    /** A row version is asked for without a count, and a window has to be counted (API: incremental reading). */
    private static final String COUNT = "is_get_total";

    /** Whether of this parameter nothing is said before it is known how the API is read. */
    static boolean isOpen(String parameter, String value) {
        return parameter.equals(COUNT) || ChangeTime.isAnother(parameter, value);
    }

    /** A whole list may be one of any time. */
    void keep(Map<String, String> parameters) {
        parameters.forEach((parameter, value) -> {
            if (isOpen(parameter, value)) {
                notes.carriedOver(key(parameter), "'" + value + "'");
            }
        });
    }

    /** @param window whether changes are asked for by their time, and not by a row version */
    void mend(Map<String, String> parameters, boolean window) {
        if (parameters.remove(COUNT) != null) {
            notes.notNeeded(key(COUNT), "a row version is asked for without a count, and a window with one");
        }
        List.copyOf(parameters.keySet()).stream()
                .filter(parameter -> ChangeTime.isAnother(parameter, parameters.getOrDefault(parameter, "")))
                .forEach(parameter -> notes.warning(
                        key(parameter),
                        "'" + parameters.remove(parameter)
                                + "' is left out: it asks by another time than that of the change, and what changed after that"
                                + " time was missed; here changes are asked for"));
        if (window) {
            ChangeTime.neededBy(api())
                    .filter(parameter -> !parameters.containsKey(parameter))
                    .ifPresent(parameter -> add(parameter, parameters));
        }
        known.map(Source::request).orElse(List.of()).stream()
                .filter(field -> !PAGING.contains(field.field()) && !parameters.containsKey(field.field()))
                .forEach(field -> add(field, parameters));
    }

    /** Filters by which a record that changes drops out of what is asked for. */
    void warnOfStates(Map<String, String> parameters) {
        parameters.forEach((parameter, value) -> {
            if (STATE.matcher(parameter).matches() && !holdsAll(parameter, value)) {
                notes.warning(
                        key(parameter),
                        "a record that leaves this state is not asked for any more, and its row stays as it was: "
                                + whole(parameter)
                                        .map(all -> "write value: '" + all + "'")
                                        .orElse("leave the parameter out")
                                + ", and filter in a view of the database");
            }
        });
    }

    private void add(String parameter, Map<String, String> parameters) {
        String value = ChangeTime.required(parameter).orElseThrow();
        parameters.put(parameter, value);
        notes.warning(
                key(parameter),
                "'" + value
                        + "', the time of the change, is added: without it this API takes another time, and what changes after"
                        + " that time is missed");
    }

    private void add(RequestField field, Map<String, String> parameters) {
        parameters.put(field.field(), field.value());
        notes.warning(
                key(field.field()),
                "'" + field.value()
                        + "' is added, as the delivered catalog file of this API has it: without it the API leaves out records"
                        + " that have changed, and their rows stay as they were");
    }

    /** What the delivered file asks for, which is all that there is. */
    private Optional<String> whole(String parameter) {
        return known.map(Source::request).orElse(List.of()).stream()
                .filter(field -> field.field().equals(parameter))
                .map(RequestField::value)
                .findFirst();
    }

    private boolean holdsAll(String parameter, String value) {
        return whole(parameter)
                .filter(all -> words(value).containsAll(words(all)))
                .isPresent();
    }

    private static Set<String> words(String list) {
        return Arrays.stream(list.split("[^\\p{L}\\p{N}_]+")).collect(Collectors.toSet());
    }

    private String api() {
        return source.text("api");
    }

    private String key(String parameter) {
        return source.key("request", parameter);
    }
}
