package io.jststream.producer.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Whom it concerns that a call has failed. */
public enum Reach {
    /** Whoever asks for the same: another request may succeed. */
    REQUEST,
    /** The whole account: no other call would fare better now. */
    ACCOUNT;

    /** Where the server cannot be reached, nothing else reaches it either; an answer that is late or breaks off may be this request's. */
    static Reach of(IOException e) {
        return e instanceof UnknownHostException
                        || e instanceof ConnectException
                        || e instanceof NoRouteToHostException
                        || e instanceof SSLException
                ? ACCOUNT
                : REQUEST;
    }
}
