package io.jststream.producer.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.producer.FakeJushuitan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a call from being answered, in words for a person. */
class HttpTransportTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Map<String, String> FORM = Map.of("biz", "{}");

    private final FakeJushuitan server = new FakeJushuitan();

    @AfterEach
    void close() {
        server.close();
    }

    /** Percent, plus, blank, Chinese, emoji and line ends arrive as they were signed. */
    @Test
    void encodesWhatAFormWouldMisread() throws Exception {
        String biz = "{\"name\":\"旗舰店&A=1+2%20🛒 x\",\"r\":\"a/b\\n\r\n\t~*'()\"}";
        try (Transport transport = transport(server.url(), LONG)) {
            transport.post("/open/shops/query", Map.of("biz", biz, "a&b", "c=d"));
        }

        assertEquals(Map.of("biz", biz, "a&b", "c=d"), server.calls().get(0).form());
    }

    @ParameterizedTest
    @CsvSource({"'', /open/shops/query", "erp, /erp/open/shops/query", "erp/, /erp/open/shops/query"})
    void theBaseUrlMayHaveAPath(String base, String path) throws Exception {
        HttpUrl url = server.url().newBuilder().encodedPath("/" + base).build();
        try (Transport transport = transport(url, LONG)) {
            transport.post("/open/shops/query", FORM);
        }

        assertEquals(path, server.paths().get(0));
    }

    /** A client's own limits of 10 s would cut off what JST_CALL_TIMEOUT allows. */
    @Test
    void onlyTheTimeOfTheWholeCallIsLimited() {
        OkHttpClient client = HttpTransport.client(Duration.ofSeconds(45));

        assertEquals(45_000, client.callTimeoutMillis());
        assertTrue(client.connectTimeoutMillis() >= 45_000, "connect " + client.connectTimeoutMillis());
        assertTrue(client.readTimeoutMillis() >= 45_000, "read " + client.readTimeoutMillis());
        assertTrue(client.writeTimeoutMillis() >= 45_000, "write " + client.writeTimeoutMillis());
    }

    @Test
    void anAnswerThatTakesTooLongIsCutOff() {
        server.answers(new MockResponse.Builder()
                .body("{}")
                .headersDelay(20, TimeUnit.SECONDS)
                .build());
        try (Transport transport = transport(server.url(), Duration.ofSeconds(1))) {
            assertEquals("no complete answer within 1 s", failure(transport));
        }
    }

    /** Each byte comes in time, and yet the answer as a whole does not. */
    @Test
    void anAnswerThatTricklesIsCutOff() {
        server.answers(new MockResponse.Builder()
                .body("x".repeat(1000))
                .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                .build());
        try (Transport transport = transport(server.url(), Duration.ofSeconds(1))) {
            assertEquals("no complete answer within 1 s", failure(transport));
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (Transport transport = transport(HttpUrl.get("https://openapi.jushuitan.invalid"), LONG)) {
            String reason = failure(transport);

            assertTrue(reason.startsWith("the host openapi.jushuitan.invalid is not known"), reason);
            assertTrue(reason.contains("JST_BASE_URL"), reason);
        }
    }

    @Test
    void aPortWhereNobodyListensIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Transport transport = transport(HttpUrl.get("http://127.0.0.1:" + port), LONG)) {
            String reason = failure(transport);

            assertTrue(reason.startsWith("nothing answers at 127.0.0.1:" + port), reason);
            assertTrue(reason.contains("JST_BASE_URL"), reason);
        }
    }

    @Test
    void aServerWithoutTlsIsNamed() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Transport transport = transport(HttpUrl.get("https://127.0.0.1:" + plain.getLocalPort()), LONG)) {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<String> call = thread.submit(() -> failure(transport));
            try (Socket client = plain.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                String reason = call.get(5, TimeUnit.SECONDS);

                assertTrue(reason.startsWith("no TLS connection to 127.0.0.1:" + plain.getLocalPort()), reason);
                assertTrue(reason.contains("JST_BASE_URL"), reason);
            }
            thread.shutdown();
        }
    }

    /** As JAVA_TOOL_OPTIONS sets it: the name is left to the proxy, which may be the only one to know it. */
    @Test
    void aProxyOfTheJvmIsTaken() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", Integer.toString(proxy.getLocalPort()));
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try (Transport transport = transport(HttpUrl.get("https://openapi.jushuitan.invalid"), LONG)) {
                Future<String> call = thread.submit(() -> failure(transport));
                proxy.setSoTimeout(5_000);
                try (Socket client = proxy.accept()) {
                    assertEquals(
                            "CONNECT openapi.jushuitan.invalid:443 HTTP/1.1",
                            new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)).readLine());
                }
                call.get(5, TimeUnit.SECONDS);
            } finally {
                System.clearProperty("https.proxyHost");
                System.clearProperty("https.proxyPort");
                thread.shutdownNow();
            }
        }
    }

    @Test
    void closingEndsACallThatIsUnderWay() throws Exception {
        server.answers(new MockResponse.Builder()
                .body("{}")
                .headersDelay(20, TimeUnit.SECONDS)
                .build());
        Transport transport = transport(server.url(), LONG);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> call = thread.submit(() -> transport.post("/open/shops/query", FORM));
        Awaitility.await().until(() -> server.calls().size() == 1);

        transport.close();

        ExecutionException error = assertThrows(ExecutionException.class, () -> call.get(5, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, error.getCause());
        thread.shutdown();
    }

    /** A sweep that never has to wait would otherwise read on, page after page. */
    @Test
    void whatIsClosedMakesNoCall() {
        Transport transport = transport(server.url(), LONG);
        transport.close();

        assertThrows(InterruptedException.class, () -> transport.post("/open/shops/query", FORM));

        assertEquals(List.of(), server.calls());
    }

    @Test
    void theAnswerKnowsWhenItArrived() throws Exception {
        server.answers("{}");
        try (Transport transport = new HttpTransport(server.url(), LONG, InstantSource.fixed(Instant.EPOCH))) {
            assertEquals(
                    Instant.EPOCH, transport.post("/open/shops/query", FORM).arrivedAt());
        }
    }

    private static Transport transport(HttpUrl url, Duration timeout) {
        return new HttpTransport(url, timeout, InstantSource.system());
    }

    private static String failure(Transport transport) {
        return transport.reason(assertThrows(IOException.class, () -> transport.post("/open/shops/query", FORM)));
    }
}
