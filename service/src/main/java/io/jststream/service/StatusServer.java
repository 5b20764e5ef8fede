package io.jststream.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How a process is, seen from outside: {@code /livez} (the process answers), {@code /readyz} (200 when it does its work,
 * else 503 with the reason) and {@code /metrics} (Prometheus text). Serves on a few threads of its own.
 */
public final class StatusServer implements AutoCloseable {
    private static final int THREADS = 4;

    // A request that never ends holds a thread. The JDK's server knows limits, in seconds, for all servers of a
    // process; it
    // has none by default and reads them once, before the first server is made.
    static {
        limit("sun.net.httpserver.maxReqTime", 5);
        limit("sun.net.httpserver.maxRspTime", 60);
    }

    private final HttpServer server;
    private final ExecutorService executor;

    private StatusServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /** Says why a process is not ready; empty when it is. Called on one of the server's threads, so it must not block. */
    @FunctionalInterface
    public interface Readiness {
        Optional<String> notReady();
    }

    /** Starts serving at {@link Setting#JST_STATUS_ADDRESS}. */
    public static StatusServer start(Settings settings, PrometheusMeterRegistry metrics, Readiness readiness) {
        InetSocketAddress address = settings.address(Setting.JST_STATUS_ADDRESS);
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "cannot serve the status page at " + Setting.JST_STATUS_ADDRESS + "=" + address.getHostString()
                            + ":"
                            + address.getPort() + " (" + e.getMessage()
                            + "); stop what uses that port or choose another, 0 for a free one",
                    e);
        }
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "status");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(executor);
        server.createContext("/livez", exchange -> answer(exchange, 200, "text/plain", "ok\n"));
        server.createContext("/readyz", exchange -> {
            Optional<String> reason = readiness.notReady();
            answer(exchange, reason.isEmpty() ? 200 : 503, "text/plain", reason.orElse("ok") + "\n");
        });
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
        new JvmMemoryMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        server.start();
        return new StatusServer(server, executor);
    }

    /** The port it listens on, 1 to 65535. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }

    private static void limit(String property, int seconds) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(seconds));
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
