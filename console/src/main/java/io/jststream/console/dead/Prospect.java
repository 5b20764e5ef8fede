package io.jststream.console.dead;

/** What would become of a letter that is sent through the mapping once more. */
public enum Prospect {
    /** The mapping of the catalog takes it. */
    PASSES("the mapping takes it now"),
    /** Its record has a later version, which it must not be written over: nothing is lost. */
    SUPERSEDED("its record has a later version"),
    /** The mapping of the catalog refuses it as before. */
    REFUSED("the mapping refuses it still"),
    /** It was sent round so often that something else must be wrong. */
    TOO_OFTEN("it was sent back as often as is allowed"),
    /** There is no raw record that it could be made of. */
    NO_RECORD("there is no raw record to send");

    private final String text;

    Prospect(String text) {
        this.text = text;
    }

    /** For a person. */
    public String text() {
        return text;
    }
}
