package io.jststream.connect.watch;

import org.slf4j.Logger;

/**
 * Figures that cannot be had although Kafka answers. It is logged when the reason becomes another one, and when there is none any more. Not
 * thread-safe.
 */
final class Unknown {
    private final Logger log;
    private final String missing;
    private final String back;
    private String reason = "";

    /**
     * None as yet.
     *
     * @param missing the sentence that says that some are not known
     * @param back the one that says that all are known again
     */
    Unknown(Logger log, String missing, String back) {
        this.log = log;
        this.missing = missing;
        this.back = back;
    }

    /** @param now why some are not known, or nothing where all are */
    void because(String now) {
        if (reason.equals(now)) {
            return;
        }
        reason = now;
        if (now.isEmpty()) {
            log.atInfo().log(back);
        } else {
            log.atWarn().addKeyValue("reason", now).log(missing);
        }
    }
}
