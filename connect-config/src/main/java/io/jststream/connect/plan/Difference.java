package io.jststream.connect.plan;

/**
 * One thing that is not as the catalog has it.
 *
 * @param what the topic, table or connector, and which part of it
 * @param live how it is
 * @param wanted how the catalog has it
 * @param deed what becomes of it with {@code apply}, for a person
 */
public record Difference(String what, String live, String wanted, Remedy remedy, String deed, Change change) {
    /** Stands where there is nothing. */
    public static final String NOTHING = "–";

    /** Whether it counts: what does no harm is shown, and is no reason to do anything. */
    public boolean counts() {
        return remedy != Remedy.NONE;
    }

    /** The difference in half a line: what, how it is, how the catalog has it. */
    public String line() {
        return what + ": " + said(live) + " → " + said(wanted);
    }

    private static String said(String state) {
        return state.equals(NOTHING) ? "nothing" : state;
    }

    /** Something that apply does. */
    public static Difference mended(String what, String live, String wanted, String deed, Change change) {
        return new Difference(what, live, wanted, Remedy.APPLY, deed, change);
    }

    /** Something that apply does where a person has agreed. */
    public static Difference approved(String what, String live, String wanted, String deed, Change change) {
        return mended(what, live, wanted, deed, change).withApproval();
    }

    /** The same, done only where a person has agreed. */
    Difference withApproval() {
        return remedy == Remedy.APPLY
                ? new Difference(what, live, wanted, Remedy.APPROVE, deed + "; only with --approve", change)
                : this;
    }

    /** Something that a person has to do. */
    public static Difference byHand(String what, String live, String wanted, String advice) {
        return new Difference(what, live, wanted, Remedy.HAND, "nothing: " + advice, new Change.Nothing());
    }

    /** Something that may stay as it is. */
    public static Difference harmless(String what, String live, String reason) {
        return new Difference(what, live, NOTHING, Remedy.NONE, "nothing: " + reason, new Change.Nothing());
    }
}
