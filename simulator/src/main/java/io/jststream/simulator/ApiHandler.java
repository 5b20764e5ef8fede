package io.jststream.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** One call over HTTP: read, handed on, and its answer sent as it is to be sent. */
final class ApiHandler implements HttpHandler {
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final SimulatedApi api;
    private final CountDownLatch closed = new CountDownLatch(1);

    ApiHandler(SimulatedApi api) {
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> form = form(exchange.getRequestBody().readAllBytes());
        send(
                exchange,
                notAForm(exchange).map(reply -> api.refuse(path, reply)).orElseGet(() -> api.answer(path, form)));
    }

    /** Ends what is slow. */
    void close() {
        closed.countDown();
    }

    private static Optional<Reply> notAForm(HttpExchange exchange) {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Optional.of(Reply.html(405, "405 Method Not Allowed"));
        }
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        return type.startsWith("application/x-www-form-urlencoded")
                ? Optional.empty()
                : Optional.of(Reply.refused(140, "参数不符合规范,请检查传入参数!"));
    }

    @SuppressWarnings("ReturnValueIgnored") // both ends of the wait are the same to the caller
    private void pause() {
        try {
            closed.await(SLOW.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.delivery() == Reply.Delivery.NEVER) {
            // Promises a body, sends none and closes: the caller sees a connection that ends too early.
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().flush();
            exchange.close();
            return;
        }
        if (reply.delivery() == Reply.Delivery.LATE) {
            pause();
        }
        boolean gzip = reply.delivery() == Reply.Delivery.GZIP;
        byte[] body = gzip ? zipped(reply.body()) : reply.body();
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        if (gzip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        }
        return zipped.toByteArray();
    }

    static Map<String, String> form(byte[] body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    /** What is not encoded as it should be stands as it is: the signature will not fit, and that is answered. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
