package io.jststream.console;

/** One thing that the command line can do. Its options are fields that picocli fills. */
@FunctionalInterface
interface Verb {
    Answer run(Session session) throws Exception;
}
