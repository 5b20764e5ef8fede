package io.jststream.local.embedded;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address, claimed before anything starts, so that a taken one is a clear message. */
public final class Ports {
    /** The only address that the parts listen on: nothing here is meant to be seen from outside. */
    public static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private Ports() {}

    /**
     * The wanted port if it is free, or any free one if 0 is wanted.
     *
     * @param user who is going to listen there, for the message
     */
    public static int claim(int wanted, String user) {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "port " + wanted + " on " + HOST + ", where the " + user + " is to listen: " + e.getMessage()
                            + "; end the program that listens there, or choose another port (0 takes any free one)",
                    e);
        }
    }
}
