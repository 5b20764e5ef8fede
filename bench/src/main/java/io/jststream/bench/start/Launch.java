package io.jststream.bench.start;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A program of the pipeline that can be started again and again.
 *
 * @param environment all of its variables
 * @param status where it serves pages
 * @param page the one that answers once it does its work
 */
record Launch(String name, Java java, Map<String, String> environment, URI status, String page) {
    Launch {
        environment = Map.copyOf(environment);
    }

    Started start() throws IOException {
        return Started.start(java.command(), environment, status, output());
    }

    /** Starts another program, or this one, to keep the classes that it has loaded when it ends. */
    Started archive(Java instead) throws IOException {
        return Started.start(instead.archiving(), environment, status, output());
    }

    /** The same with other variables. */
    Launch with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(others);
        return new Launch(name, java, all, status, page);
    }

    private Path output() {
        return java.classes().resolveSibling(name + ".log");
    }

    /** Throws where no start can take its classes from there, as the image's can. */
    void requireArchive() throws IOException {
        if (!Files.exists(java.classes())) {
            throw new IOException(name + " has written no archive of its classes; see " + output());
        }
    }
}
