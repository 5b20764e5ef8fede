package io.jststream.producer.account;

import io.jststream.service.Secret;

/** Where tokens come from: the API's two token calls. Both throw what a call throws that does not succeed. */
public interface TokenSource {
    /** The first tokens of an application that the merchant developed itself (API: getInitToken). */
    Tokens init() throws InterruptedException;

    /** A longer life for tokens that are still valid (API: refreshToken). */
    Tokens refresh(Secret refreshToken) throws InterruptedException;
}
