package io.jststream.local.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    /** From 32768 on Linux gives ports to outgoing connections, which would take one between its claim and the listening. */
    @Test
    void claimsPortsThatNoOutgoingConnectionGets() {
        int first = Ports.claim(0, "broker");
        int second = Ports.claim(0, "broker");

        assertTrue(first < 32_768, "port " + first);
        assertTrue(second < 32_768, "port " + second);
        assertNotEquals(first, second);
    }

    @Test
    void passesOverAPortThatIsTaken() throws IOException {
        int first = Ports.claim(0, "broker");
        try (ServerSocket taken = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress())) {
            assertNotEquals(taken.getLocalPort(), Ports.claim(0, "broker"));
        }
    }

    @Test
    void saysWhoWantedAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OperatorException refused =
                    assertThrows(OperatorException.class, () -> Ports.claim(taken.getLocalPort(), "broker"));

            assertEquals(ExitCode.ENVIRONMENT, refused.exitCode());
            assertTrue(refused.getMessage().contains("where the broker is to listen"), refused.getMessage());
        }
    }
}
