package io.jststream.console.verb;

/** One thing that the command line can do. Its options are fields that picocli fills. */
@FunctionalInterface
public interface Verb {
    /** Does it; an error that is for the operator is an {@link io.jststream.service.OperatorException}. */
    Answer run(Session session) throws Exception;
}
