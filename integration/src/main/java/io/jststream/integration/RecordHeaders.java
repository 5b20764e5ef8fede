package io.jststream.integration;

/** Names of the record headers that the stages leave for one another and for whoever looks into a topic. Values are UTF-8. */
public final class RecordHeaders {
    /** Raw: the merchant account that the record was read with. */
    public static final String ACCOUNT = "jst.account";
    /** Raw: the sweep that read it. */
    public static final String SWEEP = "jst.sweep";
    /** Raw: the page it stood on, from 1. */
    public static final String PAGE = "jst.page";
    /** Raw: when the page arrived, epoch milliseconds. */
    public static final String FETCHED_AT = "jst.fetched-at";

    /** Raw: the record is gone since then, epoch milliseconds; its value is its last content. Absent where it is there. */
    public static final String GONE_AT = "jst.gone-at";

    /** Raw and typed: how often the record was a dead letter that an operator has sent back; absent where it never was. */
    public static final String REDRIVEN = "jst.redriven";

    /** Dead: the column whose value was refused; absent where the record as a whole could not be read. */
    public static final String DEAD_FIELD = "jst.dead.field";
    /** Dead: the rule that it broke. */
    public static final String DEAD_RULE = "jst.dead.rule";
    /** Dead: what was found and what was expected, for a person. */
    public static final String DEAD_REASON = "jst.dead.reason";
    /** Dead: the value, shortened. */
    public static final String DEAD_VALUE = "jst.dead.value";
    /** Dead: the mapping's version. */
    public static final String DEAD_MAPPING = "jst.dead.mapping";
    /** Dead: the topic that the record came from. */
    public static final String DEAD_TOPIC = "jst.dead.topic";
    /** Dead: the partition that the record came from. */
    public static final String DEAD_PARTITION = "jst.dead.partition";
    /** Dead: the offset that the record came from. */
    public static final String DEAD_OFFSET = "jst.dead.offset";

    /** What all headers of a dead letter begin with. */
    public static final String DEAD_PREFIX = "jst.dead.";

    private RecordHeaders() {}
}
