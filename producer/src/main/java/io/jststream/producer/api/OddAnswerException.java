package io.jststream.producer.api;

import java.io.IOException;

/** An answer that has arrived whole, says that the call has succeeded, and does not hold what was asked for. */
final class OddAnswerException extends IOException {
    private final Verdict verdict;

    OddAnswerException(Verdict verdict) {
        super(verdict.reason());
        this.verdict = verdict;
    }

    /** What that means for the call. */
    Verdict verdict() {
        return verdict;
    }
}
