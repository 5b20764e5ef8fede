package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A client that does everything right over a real socket, so that a test can do one thing wrong. */
final class Caller {
    static final String SHOPS = "/open/shops/query";
    static final String INIT = "/openWeb/auth/getInitToken";
    static final String REFRESH = "/openWeb/auth/refreshToken";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Simulator simulator;
    private final InstantSource clock;
    private String accessToken = "";

    Caller(Simulator simulator, InstantSource clock) {
        this.simulator = simulator;
        this.clock = clock;
    }

    /** A simulator that differs from the default in this, whose shops stay as they are and whose limits nobody reaches. */
    static SimulatorConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "JST_SIMULATOR_CHANGE_EVERY", "0s", "JST_CALLS_PER_SECOND", "1000", "JST_CALLS_PER_MINUTE", "1000"));
        all.putAll(settings);
        return SimulatorConfig.from(Settings.from(all));
    }

    /** Asks for tokens and keeps the access token for the calls that follow; the answer's data. */
    JsonNode init() throws IOException, InterruptedException {
        JsonNode data = json(post(INIT, signed(initForm()))).path("data");
        accessToken = data.path("access_token").asText();
        return data;
    }

    JsonNode refresh(String refreshToken) throws IOException, InterruptedException {
        return json(post(REFRESH, signed(refreshForm(refreshToken))));
    }

    JsonNode shops(String biz) throws IOException, InterruptedException {
        return ask(SHOPS, biz);
    }

    /** Any API. */
    JsonNode ask(String path, String biz) throws IOException, InterruptedException {
        return json(post(path, signed(openForm(biz))));
    }

    JsonNode page(int page, int size) throws IOException, InterruptedException {
        return shops("{\"page_index\":" + page + ",\"page_size\":" + size + "}");
    }

    /** Everything but the signature. */
    Map<String, String> openForm(String biz) {
        return form(Map.of("access_token", accessToken, "version", "2", "biz", biz));
    }

    Map<String, String> initForm() {
        return form(Map.of("grant_type", "authorization_code", "code", "aB3xY9"));
    }

    Map<String, String> refreshForm(String refreshToken) {
        return form(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", "all"));
    }

    private Map<String, String> form(Map<String, String> own) {
        Map<String, String> form = new HashMap<>(own);
        form.put("app_key", simulator.appKey());
        form.put("charset", "utf-8");
        form.put("timestamp", Long.toString(clock.instant().getEpochSecond()));
        return form;
    }

    Map<String, String> signed(Map<String, String> form) {
        Map<String, String> signed = new HashMap<>(form);
        signed.put("sign", ServerSignature.compute(simulator.appSecret(), form));
        return signed;
    }

    HttpResponse<byte[]> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return send(request(path, form));
    }

    HttpRequest request(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return to(path).header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path)).timeout(Duration.ofSeconds(30));
    }

    static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** Code and message, as a test compares them. */
    static String said(JsonNode answer) {
        return answer.path("code").asText() + " " + answer.path("msg").asText();
    }
}
