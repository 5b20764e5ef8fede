package io.jststream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.producer.account.Account;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.Sleeper;
import io.jststream.service.Secret;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * A server that answers pages as it is told, hands out token after token, and remembers what it was asked. Time is fake, and
 * passes only where the producer sleeps. Thread-safe.
 */
public final class FakeJushuitan implements AutoCloseable {
    public static final String APP_KEY = "0123456789abcdef0123456789abcdef";
    public static final Secret APP_SECRET = new Secret("fedcba9876543210fedcba9876543210");
    public static final long TOKEN_LIFE = 2_592_000;

    private static final int TEAPOT = 418;

    private final FakeTime time = new FakeTime();
    private final MeterRegistry metrics;
    private final MockWebServer server = new MockWebServer();
    private final Queue<MockResponse> pages = new ArrayDeque<>();
    private final Queue<MockResponse> tokens = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private int tokensHandedOut;

    /** One request. */
    public record Call(String method, String path, String contentType, Map<String, String> form) {
        public String parameter(String name) {
            return form.getOrDefault(name, "");
        }

        public long timestamp() {
            return Long.parseLong(parameter("timestamp"));
        }

        private boolean isForToken() {
            return path.startsWith("/openWeb/auth/");
        }
    }

    public FakeJushuitan() {
        this(new SimpleMeterRegistry());
    }

    public FakeJushuitan(MeterRegistry metrics) {
        this.metrics = metrics;
        server.setServerSocketFactory(new PromptSockets());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers calls for pages so, one after the other, and then with a refusal. */
    public synchronized void answers(MockResponse... responses) {
        pages.addAll(Arrays.asList(responses));
    }

    public synchronized void answers(String... bodies) {
        for (String body : bodies) {
            pages.add(new MockResponse.Builder().body(body).build());
        }
    }

    /** Answers calls for tokens so, before it goes on to hand them out. */
    public synchronized void answersTokenCalls(String... bodies) {
        for (String body : bodies) {
            tokens.add(new MockResponse.Builder().body(body).build());
        }
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        String body = Objects.requireNonNull(request.getBody()).utf8();
        Call call = new Call(
                request.getMethod(),
                request.getTarget(),
                Objects.requireNonNullElse(request.getHeaders().get("Content-Type"), ""),
                Arrays.stream(body.split("&"))
                        .map(field -> field.split("=", 2))
                        .collect(Collectors.toMap(
                                field -> URLDecoder.decode(field[0], UTF_8),
                                field -> URLDecoder.decode(field[1], UTF_8))));
        calls.add(call);
        MockResponse ordered = call.isForToken() ? tokens.poll() : pages.poll();
        if (ordered != null) {
            return ordered;
        }
        return call.isForToken()
                ? new MockResponse.Builder().body(nextTokens()).build()
                : new MockResponse.Builder().code(TEAPOT).build();
    }

    private String nextTokens() {
        tokensHandedOut++;
        return Shops.tokens("access-" + tokensHandedOut, "refresh-" + tokensHandedOut, TOKEN_LIFE);
    }

    /** The API of this server, with a quota that is never in the way. */
    public JushuitanApi api(int attempts, Path tokenFile) {
        return api(attempts, tokenFile, time);
    }

    public JushuitanApi api(int attempts, Path tokenFile, Sleeper sleeper) {
        return JushuitanApi.create(
                config(url(), attempts, Duration.ofSeconds(5), tokenFile),
                new Quota(1000, 10_000, time.steady(), sleeper),
                time,
                sleeper,
                new Random(1),
                metrics);
    }

    public static ApiConfig config(HttpUrl url, int attempts, Duration timeout, Path tokenFile) {
        return new ApiConfig(
                new Account("default", APP_KEY, APP_SECRET), url, attempts, timeout, tokenFile, Optional.empty());
    }

    public HttpUrl url() {
        return server.url("/");
    }

    public FakeTime time() {
        return time;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** All calls but those for a token. */
    public synchronized List<Call> pageCalls() {
        return calls.stream().filter(call -> !call.isForToken()).toList();
    }

    public synchronized List<String> paths() {
        return calls.stream().map(Call::path).toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
