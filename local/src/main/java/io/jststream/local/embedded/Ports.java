package io.jststream.local.embedded;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of this machine's loopback address, claimed before anything starts, so that a taken one is a clear message. */
public final class Ports {
    /** The only address that the parts listen on: nothing here is meant to be seen from outside. */
    public static final String HOST = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    /** Below those that systems give to outgoing connections: one that began between the claim and the listening would have it. */
    private static final int LEAST = 18_000;

    private static final int COUNT = 12_000;
    /** One after another, from somewhere on, so that two processes hardly ever claim the same at a time. */
    private static final AtomicInteger NEXT = new AtomicInteger(new SecureRandom().nextInt(COUNT));

    private Ports() {}

    /**
     * The wanted port if it is free, or any free one if 0 is wanted.
     *
     * @param user who is going to listen there, for the message
     */
    public static int claim(int wanted, String user) {
        try {
            return wanted == 0 ? claimAny() : free(wanted);
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "port " + wanted + " on " + HOST + ", where the " + user + " is to listen: " + e.getMessage()
                            + "; end the program that listens there, or choose another port (0 takes any free one)",
                    e);
        }
    }

    private static int claimAny() throws IOException {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = LEAST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        return free(0);
    }

    private static boolean isFree(int port) {
        try {
            return free(port) == port;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }
}
