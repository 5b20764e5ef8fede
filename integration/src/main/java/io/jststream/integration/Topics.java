package io.jststream.integration;

/**
 * Names of the topics of one integration, and of the one they share.
 *
 * @param integration the integration's name
 */
public record Topics(String integration) {
    /** The sweep ledger: one entry per sweep, of all integrations. */
    public static final String SWEEPS = "jst.sweeps";

    /** Raw records as the API sent them. */
    public String raw() {
        return "jst." + integration + ".raw";
    }

    /** Typed records, one field a column. */
    public String typed() {
        return "jst." + integration;
    }

    /** Raw records that the mapping refused. */
    public String dead() {
        return "jst." + integration + ".dead";
    }
}
