package io.jststream.sink;

/** Parts of statements. */
final class Sql {
    private Sql() {}

    /** A name as it stands in a statement, whatever is in it. */
    static String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }
}
