package io.jststream.service;

/** How a process ended, as a supervisor or a shell script sees it. The numbers are a contract; see docs/contract.md. */
public enum ExitCode {
    /** Did what it was asked to do. */
    OK(0),
    /** Ran, and what it was asked to do did not work out; the message says why. */
    FAILED(1),
    /** A file or a setting is wrong; running it again without a change is pointless. */
    BAD_CONFIGURATION(2),
    /** Something outside is missing or refuses: a network, a port, a database; the supervisor may try again. */
    ENVIRONMENT(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number handed to the operating system, 0 to 3. */
    public int number() {
        return number;
    }
}
