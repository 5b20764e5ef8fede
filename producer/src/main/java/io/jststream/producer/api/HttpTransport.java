package io.jststream.producer.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Over HTTP, with nothing repeated by itself. Thread-safe. */
final class HttpTransport implements Transport {
    private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded;charset=UTF-8");
    /** A page has at most some hundred kilobytes; more than this is not an answer of this API. */
    private static final int LARGEST_BODY = 64 << 20;

    private final OkHttpClient http;
    private final HttpUrl baseUrl;
    private final Duration timeout;
    private final InstantSource clock;
    private volatile boolean closed;

    HttpTransport(HttpUrl baseUrl, Duration timeout, InstantSource clock) {
        this.baseUrl = baseUrl;
        this.timeout = timeout;
        this.clock = clock;
        this.http = client(timeout);
    }

    static OkHttpClient client(Duration timeout) {
        // Each attempt is signed and paced anew, so the client must not repeat or redirect one by itself.
        // The call's time is the only limit: left alone, each of its parts has one of 10 s.
        // A proxy is what the JVM is told of (-Dhttps.proxyHost); HTTPS_PROXY is nothing to it.
        return new OkHttpClient.Builder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .writeTimeout(timeout)
                .readTimeout(timeout)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .build();
    }

    @Override
    public Answer post(String path, Map<String, String> parameters) throws IOException, InterruptedException {
        refuseWhenClosed();
        String form = parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        Request request = new Request.Builder()
                .url(baseUrl.newBuilder().addPathSegments(path.substring(1)).build())
                .post(new OneShotForm(form.getBytes(StandardCharsets.UTF_8)))
                .build();
        try (Response response = http.newCall(request).execute();
                InputStream body = response.body().byteStream()) {
            byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw new IOException("an answer of more than " + LARGEST_BODY + " bytes");
            }
            Optional<Instant> date = Optional.ofNullable(response.headers().getInstant("Date"));
            return new Answer(response.code(), bytes, clock.instant(), date);
        } catch (IOException e) {
            refuseWhenClosed();
            throw e;
        }
    }

    /** A call that is not answered because nobody wants the answer any more is no fault of the network. */
    private void refuseWhenClosed() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("asked to stop");
        }
    }

    @Override
    public String reason(IOException e) {
        String host = baseUrl.host() + ":" + baseUrl.port();
        if (e instanceof UnknownHostException) {
            return "the host " + baseUrl.host()
                    + " is not known: check JST_BASE_URL, and this machine's network and DNS";
        }
        if (e instanceof ConnectException) {
            return "nothing answers at " + host
                    + ": check JST_BASE_URL, and this machine's network, proxy and firewall";
        }
        if (e instanceof SSLException) {
            return "no TLS connection to " + host + " (" + e.getMessage()
                    + "): check JST_BASE_URL and the proxy on the way";
        }
        if (e instanceof InterruptedIOException) {
            return "no complete answer within " + timeout.toSeconds() + " s";
        }
        return "the answer did not arrive whole (" + e.getMessage() + ")";
    }

    /** Says that it can be sent once: the client would repeat it at once where a 503 says {@code Retry-After: 0}. */
    private static final class OneShotForm extends RequestBody {
        private final byte[] form;

        OneShotForm(byte[] form) {
            this.form = form;
        }

        @Override
        public MediaType contentType() {
            return FORM;
        }

        @Override
        public long contentLength() {
            return form.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(form);
        }
    }

    @Override
    public void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
