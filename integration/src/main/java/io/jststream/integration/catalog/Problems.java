package io.jststream.integration.catalog;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything that is wrong with the files of a configuration, gathered so that it can be said at once. Not thread-safe. */
public final class Problems {
    /** Stands where a problem belongs to a file and not to one of its lines. */
    public static final int NO_LINE = 0;

    private final List<Problem> problems = new ArrayList<>();

    /** One error: where it is and what was found and expected. Ordered by file and line. */
    private record Problem(String file, int line, String message) implements Comparable<Problem> {
        @Override
        public int compareTo(Problem other) {
            int byFile = file.compareTo(other.file);
            return byFile != 0 ? byFile : Integer.compare(line, other.line);
        }

        @Override
        public String toString() {
            return file + (line == NO_LINE ? "" : ":" + line) + ": " + message;
        }
    }

    /** Notes what is wrong at a line of a file. */
    public void add(String file, int line, String message) {
        problems.add(new Problem(file, line, message));
    }

    /** Throws all problems as one error, or does nothing where there are none. */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            Collections.sort(problems);
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    String.join("\n", problems.stream().map(Problem::toString).toList()));
        }
    }
}
