package io.jststream.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** One call over HTTP: read, answered as the gateway says or as misbehaviour has it, and written into the journal. */
final class ApiHandler implements HttpHandler {
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Gateway gateway;
    private final Tokens tokens;
    private final MisbehaviourPlan plan;
    private final Journal journal;
    private final SimulatedShops shops;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    ApiHandler(
            Gateway gateway,
            Tokens tokens,
            MisbehaviourPlan plan,
            Journal journal,
            SimulatedShops shops,
            InstantSource clock) {
        this.gateway = gateway;
        this.tokens = tokens;
        this.plan = plan;
        this.journal = journal;
        this.shops = shops;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Instant arrived = clock.instant();
        String path = exchange.getRequestURI().getPath();
        Map<String, String> form = form(exchange.getRequestBody().readAllBytes());
        int page = Gateway.json(form.getOrDefault("biz", "")).path("page_index").asInt(0);
        Reply reply = answer(exchange, path, form, page);
        int status = reply.delivery() == Reply.Delivery.NEVER ? 0 : reply.status();
        journal.add(new Journal.Entry(arrived, path, page, status, reply.code()));
        send(exchange, reply);
    }

    /** Ends what is slow. */
    void close() {
        closed.countDown();
    }

    private Reply answer(HttpExchange exchange, String path, Map<String, String> form, int page) {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Reply.html(405, "405 Method Not Allowed");
        }
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        if (!type.startsWith("application/x-www-form-urlencoded")) {
            return Reply.refused(140, "参数不符合规范,请检查传入参数!");
        }
        Optional<Misbehaviour> kind = path.startsWith("/open/") ? plan.next(page) : Optional.empty();
        kind.ifPresent(this::before);
        Reply regular = gateway.answer(path, form, kind.map(Move::of).orElse(Move.NONE));
        return kind.map(misbehaviour -> WrongReply.of(misbehaviour, regular)).orElse(regular);
    }

    /** What goes wrong before a call is looked at. */
    private void before(Misbehaviour kind) {
        switch (kind) {
            case TOKEN_EXPIRED -> tokens.expire(false);
            case REFRESH_EXPIRED -> tokens.expire(true);
            case SHOP_CLOSED -> shops.removeFirst();
            default -> {
                // goes wrong afterwards
            }
        }
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
