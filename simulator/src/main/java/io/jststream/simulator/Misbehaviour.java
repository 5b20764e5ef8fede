package io.jststream.simulator;

/** What the real API, or the network before it, has been seen or must be expected to do wrong. */
public enum Misbehaviour {
    /** Too many calls in a second, though there were not. */
    LIMIT_PER_SECOND,
    /** Too many calls in a minute, though there were not: another tool of the merchant has used them up. */
    LIMIT_PER_MINUTE,
    /** The access token ends before its time. */
    TOKEN_EXPIRED,
    /** All tokens end before their time, the refresh token too. */
    REFRESH_EXPIRED,
    /** A clock is wrong. */
    TIMESTAMP_REFUSED,
    /** A fault inside the API. */
    INTERNAL_ERROR,
    /** The caller's address is not on the white list. */
    IP_REFUSED,
    /** The application may not call this API. */
    NO_PERMISSION,
    /** A load balancer that was talked to in plain HTTP. */
    BAD_REQUEST_HTML,
    /** A fault of the server. */
    SERVER_ERROR,
    /** A fault between a proxy and the server. */
    BAD_GATEWAY,
    /** A proxy that has limits of its own. */
    TOO_MANY_REQUESTS,
    /** An answer that takes its time. */
    SLOW,
    /** An answer that breaks off. */
    TRUNCATED,
    /** A maintenance page where JSON was expected. */
    HTML_PAGE,
    /** A zipped answer. */
    GZIP,
    /** The last row of the page before stands on this page again: rows moved while they were read. */
    DUPLICATED_ROWS,
    /** A row stands twice on this page, one behind the other, and has pushed the last one out: no page shows that. */
    ROW_TWICE,
    /** The first row of this page has moved to the page before, which has been read: no page shows it. */
    SKIPPED_ROWS,
    /** A shop of a page that has been read is closed: the list is shorter from here on. */
    SHOP_CLOSED,
    /** The rows of the page before, as if the page number had not been looked at. */
    REPEATED_PAGE,
    /** The page before as a whole, its number included. */
    PAGE_INDEX_STUCK,
    /** A page without rows; what it says about a next page is true. */
    EMPTY_PAGE,
    /** A page that lacks its last row; no page shows it. */
    SHORT_PAGE,
    /** The opposite of what is true about a next page. */
    HAS_NEXT_WRONG,
    /** Whether there is a next page, as text. */
    HAS_NEXT_AS_TEXT,
    /** Keys that nobody has documented. */
    EXTRA_KEYS,
    /** A success without data. */
    DATA_NULL,
    /** A connection that ends before the answer. */
    CONNECTION_CLOSED
}
