package io.jststream.console.live;

import io.jststream.service.ExitCode;

/**
 * What a look at one part has shown.
 *
 * @param part the part, one word
 * @param exitCode how a process ends that finds this
 * @param text what was found and, where it is not well, what to do
 */
public record Finding(String part, ExitCode exitCode, String text) {
    /** Whether it is well. */
    public boolean ok() {
        return exitCode == ExitCode.OK;
    }
}
