package io.jststream.producer.increment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jststream.integration.Source;
import io.jststream.producer.api.Page;
import io.jststream.producer.increment.Position.Version;
import io.jststream.producer.turn.Finding;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads by row version: always page 1 of what has at least the highest version that is known. A row that changes meanwhile gets
 * a version above all others and comes once more; nothing can move out of sight.
 */
final class RowversionReader implements Reader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Source.Read.Rowversion read;

    RowversionReader(Source.Read.Rowversion read) {
        this.read = read;
    }

    // region rowversion
    @Override
    public void read(Course course) throws InterruptedException {
        Version reached = course.position()
                .filter(Version.class::isInstance)
                .map(Version.class::cast)
                .orElse(Version.BEGINNING);
        boolean goesOn = true;
        while (goesOn) {
            Page page = course.ask(1, parameters(read, reached.ts()));
            if (page.records().isEmpty() && !reached.keys().isEmpty()) {
                course.found(Finding.LOST_VERSION, 1);
            }
            Version next = after(page, reached, course);
            course.publish(page.with(unread(page, reached, course)), next);
            goesOn = mayGoOn(page, course) && advanced(next, reached, page);
            reached = next;
        }
    }
    // endregion

    /** What asks for the versions from this one on. */
    static Map<String, JsonNode> parameters(Source.Read.Rowversion read, long from) {
        return Map.of(
                read.parameter(),
                JsonNodeFactory.instance.numberNode(from),
                // Counting makes the API slow, and where something changes all the time it means nothing.
                "is_get_total",
                JsonNodeFactory.instance.booleanNode(false));
    }

    /** The highest version on the page, and the records that have it. */
    private Version after(Page page, Version reached, Course course) {
        long highest = reached.ts();
        for (byte[] record : page.records()) {
            highest = Math.max(highest, version(record, course));
        }
        Set<String> keys = new HashSet<>(highest == reached.ts() ? reached.keys() : Set.of());
        for (byte[] record : page.records()) {
            if (version(record, course) == highest) {
                keys.add(course.key(record));
            }
        }
        return new Version(highest, keys);
    }

    /** The API compares with "at least": what stood last on the page before stands first on this one. */
    private List<byte[]> unread(Page page, Version reached, Course course) {
        return page.records().stream()
                .filter(record -> version(record, course) != reached.ts()
                        || !reached.keys().contains(course.key(record)))
                .toList();
    }

    /**
     * Whether more may follow: a full page says so as much as {@code has_next}, whose false is no promise (API: pitfalls). The vendor
     * reads on until nothing has a higher version (API: incremental reading); a page that is not full shows that without another call.
     */
    private static boolean mayGoOn(Page page, Course course) {
        return page.hasNext()
                || page.records().size() >= course.integration().source().pageSize();
    }

    private boolean advanced(Version next, Version reached, Page page) {
        if (next.ts() > reached.ts() || !page.hasNext()) {
            return next.ts() > reached.ts();
        }
        throw new OperatorException(
                ExitCode.FAILED,
                "a whole page of " + page.records().size() + " records has no row version above " + reached.ts()
                        + " and there are more; expected versions that differ (source.rowversion: parameter "
                        + read.parameter() + ", field " + read.field() + "), or a larger page_size");
    }

    /** A number, or a number as text. */
    private long version(byte[] record, Course course) {
        try {
            JsonNode version = JSON.readTree(record).path(read.field());
            if (version.isIntegralNumber() && version.canConvertToLong()) {
                return version.longValue();
            }
            return Long.parseLong(version.asText().strip());
        } catch (IOException | NumberFormatException notAVersion) {
            throw new OperatorException(
                    ExitCode.FAILED,
                    "a record of " + course.integration().name() + " has no whole number in " + read.field()
                            + ", expected its row version; source.rowversion.field says which field holds it",
                    notAVersion);
        }
    }
}
