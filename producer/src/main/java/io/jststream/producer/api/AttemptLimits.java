package io.jststream.producer.api;

import java.util.random.RandomGenerator;

/** How often a call is attempted, and how the pauses in between are spent. */
record AttemptLimits(int most, Sleeper sleeper, RandomGenerator random) {
    Attempts attemptsAt(String path) {
        return new Attempts(path, most, sleeper, random);
    }
}
