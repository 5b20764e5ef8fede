package io.jststream.integration.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import java.util.List;
import java.util.Map;

/**
 * Counts what one evaluation does and ends it when that is too much: a step for each part that is evaluated, and more where its
 * value is long or is going to be walked through. Steps and not seconds, so that a replay comes to the same end on any machine.
 */
final class Steps implements CelEvaluationListener {
    /** The most steps; a part of a second. */
    static final int MOST = 100_000;
    /** What is said of more. */
    static final String TOO_MANY = "more work than " + MOST + " steps";
    /** Characters that count as a step. */
    private static final int CHARACTERS = 50;

    private final Walks walks;
    private int taken;

    Steps(Walks walks) {
        this.walks = walks;
    }

    /** Ends an evaluation; an error, because CEL's {@code ||} and {@code exists} go on after an exception. */
    static final class Spent extends Error {
        Spent() {
            super(TOO_MANY, null, false, false);
        }
    }

    @Override
    public void callback(CelExpr part, Object value) {
        take(1);
        if (value instanceof String text) {
            take(text.length() / CHARACTERS);
        } else if (value instanceof List<?> || value instanceof Map<?, ?>) {
            if (walks.whole(part.id())) {
                walk(value);
            } else if (walks.made(part.id()) && value instanceof List<?> list) {
                take(list.size());
            }
        }
    }

    /** Takes a step for every part of a value. */
    void walk(Object value) {
        take(1);
        if (value instanceof String text) {
            take(text.length() / CHARACTERS);
        } else if (value instanceof List<?> list) {
            list.forEach(this::walk);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                walk(key);
                walk(each);
            });
        }
    }

    private void take(int steps) {
        taken += steps;
        if (taken > MOST) {
            throw new Spent();
        }
    }
}
