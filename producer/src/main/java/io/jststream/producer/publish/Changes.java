package io.jststream.producer.publish;

/** How many records of a page, or of a sweep, were new, changed, and as they were published last. */
public record Changes(int added, int changed, int unchanged) {
    public static final Changes NONE = new Changes(0, 0, 0);

    public Changes plus(Changes other) {
        return new Changes(added + other.added, changed + other.changed, unchanged + other.unchanged);
    }

    /** The same but for so many that were as they were published last. */
    public Changes withoutUnchanged(int records) {
        return new Changes(added, changed, unchanged - records);
    }

    /** All records, published or not. */
    public int seen() {
        return added + changed + unchanged;
    }
}
