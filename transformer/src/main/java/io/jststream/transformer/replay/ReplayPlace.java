package io.jststream.transformer.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far the replay of a partition is, which goes from the end of the history to its beginning.
 *
 * @param from where the history begins
 * @param down everything from here on has been mapped
 * @param shown as many offsets behind the history's beginning as have been mapped, so that who knows nothing of this
 *     order sees how much is left
 */
record ReplayPlace(long from, long down, long shown) {
    /** What an offset says whose replay is over; a replay that is asked for says nothing. */
    private static final String DONE = "done";

    private static final Pattern GOING_ON = Pattern.compile("mapped from (\\d{1,18}) on, down to (\\d{1,18})");

    /** A replay that has mapped nothing yet. */
    static ReplayPlace asked(long from, long until) {
        return new ReplayPlace(Math.min(from, until), until, Math.min(from, until));
    }

    /**
     * What is committed: on its way, or by whoever asks for a replay.
     *
     * @param until where the history ends of one that is asked for
     */
    static ReplayPlace of(OffsetAndMetadata committed, long until) {
        long shown = committed.offset();
        if (isDone(committed)) {
            return new ReplayPlace(shown, shown, shown);
        }
        Matcher place = GOING_ON.matcher(committed.metadata());
        if (!place.matches()) {
            return asked(shown, until);
        }
        return new ReplayPlace(Long.parseLong(place.group(2)), Long.parseLong(place.group(1)), shown);
    }

    /** Whether this is the place of a replay that is over. */
    static boolean isDone(OffsetAndMetadata committed) {
        return DONE.equals(committed.metadata());
    }

    /** The same in a topic that holds no more than these offsets: it was made anew, or has forgotten its oldest records. */
    ReplayPlace within(long beginning, long end) {
        long lastFrom = Math.min(Math.max(from, beginning), end);
        long lastDown = Math.max(lastFrom, Math.min(down, end));
        return new ReplayPlace(lastFrom, lastDown, shown + (down - from) - (lastDown - lastFrom));
    }

    /** The place where everything from there on has been mapped. */
    ReplayPlace downTo(long offset) {
        return new ReplayPlace(from, offset, shown + down - offset);
    }

    /** Whether everything has been mapped. */
    boolean isAtItsEnd() {
        return down <= from;
    }

    /** What is to be committed. */
    OffsetAndMetadata committed() {
        return new OffsetAndMetadata(shown, isAtItsEnd() ? DONE : "mapped from " + down + " on, down to " + from);
    }
}
