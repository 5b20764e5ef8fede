package io.jststream.producer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReachTest {
    static List<Map.Entry<IOException, Reach>> faults() {
        return List.of(
                Map.entry(new UnknownHostException("openapi.invalid"), Reach.ACCOUNT),
                Map.entry(new ConnectException("refused"), Reach.ACCOUNT),
                Map.entry(new NoRouteToHostException("no route"), Reach.ACCOUNT),
                Map.entry(new SSLHandshakeException("not trusted"), Reach.ACCOUNT),
                Map.entry(new SocketTimeoutException("timeout"), Reach.REQUEST),
                Map.entry(new InterruptedIOException("timeout"), Reach.REQUEST),
                Map.entry(new IOException("unexpected end of stream"), Reach.REQUEST));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatCannotBeReachedConcernsAllAndALateAnswerItsRequest(Map.Entry<IOException, Reach> fault) {
        assertEquals(fault.getValue(), Reach.of(fault.getKey()));
    }
}
