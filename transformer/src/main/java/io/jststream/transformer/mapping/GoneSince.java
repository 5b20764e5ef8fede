package io.jststream.transformer.mapping;

import io.jststream.integration.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Since when a raw record is gone, as its header says: Beijing's wall clock, as all others in the table. */
public final class GoneSince {
    private static final DateTimeFormatter WALL_CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.ofHours(8));

    private GoneSince() {}

    /** Null where the record is there. A header that is no time comes as it is, for the mapping to refuse. */
    public static @Nullable String of(Headers headers) {
        Header header = headers.lastHeader(RecordHeaders.GONE_AT);
        if (header == null) {
            return null;
        }
        String millis = header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        // 15 digits reach beyond the year 9999, which is refused as every other date there.
        return millis.matches("\\d{1,15}") ? WALL_CLOCK.format(Instant.ofEpochMilli(Long.parseLong(millis))) : millis;
    }
}
