package io.jststream.console.dead;

import picocli.CommandLine.Option;

/** Who decides, and why: it stands beside the decision. */
final class DecidedBy {
    @Option(names = "--by", paramLabel = "<name>", description = "Who says so; the user of this machine unless said.")
    private String by = System.getProperty("user.name", "?");

    @Option(names = "--why", paramLabel = "<text>", description = "For whoever looks later.")
    private String why = "";

    String by() {
        return by;
    }

    String why() {
        return why;
    }
}
