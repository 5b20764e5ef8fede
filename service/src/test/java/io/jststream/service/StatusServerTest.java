package io.jststream.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Optional<String> reason = Optional.empty();

    @Test
    void saysThatItLivesIsReadyAndWhatItCounted() throws Exception {
        metrics.counter("jst.sweeps", "outcome", "ok").increment();
        try (StatusServer server = StatusServer.start(Settings.from(Map.of()), metrics, () -> reason)) {
            assertEquals(200, get(server, "/livez").statusCode());
            assertEquals(200, get(server, "/readyz").statusCode());
            assertTrue(get(server, "/metrics").body().contains("jst_sweeps_total{outcome=\"ok\"} 1.0"));

            reason = Optional.of("no sweep yet");

            assertEquals(503, get(server, "/readyz").statusCode());
            assertEquals("no sweep yet\n", get(server, "/readyz").body());
        }
    }

    @Test
    void saysWhatTheProcessTakesAndSinceWhen() throws Exception {
        try (StatusServer server = StatusServer.start(Settings.from(Map.of()), metrics, () -> reason)) {
            String shown = get(server, "/metrics").body();

            assertTrue(shown.contains("jvm_memory_used_bytes{area=\"heap\""), shown);
            assertTrue(shown.contains("\nprocess_start_time_seconds "), shown);
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        try (StatusServer first = StatusServer.start(Settings.from(Map.of()), metrics, () -> reason)) {
            String address = "127.0.0.1:" + first.port();

            OperatorException error = assertThrows(
                    OperatorException.class,
                    () -> StatusServer.start(
                            Settings.from(Map.of("JST_STATUS_ADDRESS", address)), metrics, () -> reason));

            assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
            assertTrue(error.getMessage().contains("JST_STATUS_ADDRESS=" + address), error.getMessage());
        }
    }

    /** A scanner of ports, a client that has lost its network: they must not make a healthy process look dead. */
    @Test
    void requestsThatNeverEndDoNotKeepOthersFromTheirAnswers() throws Exception {
        List<Socket> halves = new ArrayList<>();
        try (StatusServer server = StatusServer.start(Settings.from(Map.of()), metrics, () -> reason)) {
            for (int i = 0; i < 4; i++) {
                Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port());
                halves.add(half);
                half.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: h".getBytes(StandardCharsets.US_ASCII));
            }

            assertEquals(200, get(server, "/livez").statusCode());
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    private static HttpResponse<String> get(StatusServer server, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
