package io.jststream.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.jststream.producer.api.CallTally;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.Sweep;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.OperatorException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whatever happens to a call, nothing secret and nothing of a record is seen by whoever reads logs, errors and metrics. */
class NoSecretsTest {
    private static final String PAYLOAD = "旗舰店13800138000";
    /** What a gateway may quote of a request: as long as a signature, or longer. */
    private static final String ECHO = "0011223344556677889900aAbBcCdDeEfF001122334455";

    private static final String GOOD = Shops.page(false, Shops.shop(471_100_471, PAYLOAD));

    @TempDir
    Path folder = Path.of("");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakeJushuitan server = new FakeJushuitan(metrics);
    private SweepListener listener = SweepListener.NONE;
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("io.jststream");
    private final java.util.logging.Logger http = java.util.logging.Logger.getLogger("okhttp3");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            seen.add(event.getFormattedMessage()
                    + event.getKeyValuePairs()
                    + event.getMDCPropertyMap()
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            seen.add(record.getMessage() + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listenToEverything() {
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        own.setLevel(Level.TRACE);
        http.addHandler(handler);
        http.setLevel(java.util.logging.Level.ALL);
    }

    @AfterEach
    void listenAsBefore() {
        root.detachAppender(appender);
        root.setLevel(Level.WARN);
        own.setLevel(Level.INFO);
        http.removeHandler(handler);
        http.setLevel(null);
        server.close();
    }

    static List<MockResponse> answers() {
        return List.of(
                body(GOOD),
                body(GOOD.substring(0, GOOD.length() - 8)),
                body(GOOD.replace("datas", "shops")),
                body(GOOD.replace("has_next", "more")),
                body("<html>" + PAYLOAD + "</html>"),
                body("{\"code\":0,\"data\":" + PAYLOAD + "}"),
                body("{\"code\":777,\"msg\":\"没有见过的\",\"data\":{\"datas\":[" + Shops.shop(1, PAYLOAD) + "]}}"),
                body(Shops.refusal(10, "验证失败！无效签名")),
                body(Shops.refusal(100, "验证失败！无效的access_token或access_token已过期")),
                body(Shops.refusal(10, "验证失败！sign=" + ECHO.substring(0, 32) + "&access_token=" + ECHO)),
                body(Shops.refusal(110, "该IP不在白名单列表：203.0.113.7")),
                body(Shops.refusal(140, "验证失败！无效的timestamp")),
                body(Shops.refusal(199, "调用太频繁")),
                status(500),
                status(429),
                status(302).newBuilder().addHeader("Location", "/elsewhere").build(),
                status(400),
                body(GOOD).newBuilder().addHeader("Content-Encoding", "gzip").build(),
                body(GOOD)
                        .newBuilder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build(),
                body(GOOD)
                        .newBuilder()
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whateverThePageIs(MockResponse answer) {
        server.answers(answer, answer, answer);

        SweepReport report = sweep(2);

        assertTrue(seen.stream().anyMatch(line -> line.startsWith("Sweep ended")), seen.toString());
        assertTrue(seen.stream().anyMatch(line -> line.startsWith("Token renewed")), seen.toString());
        assertTrue(metrics.scrape().contains("jst_api_calls_total"), metrics.scrape());
        assertNothingShows(report);
    }

    @Test
    void howeverATokenIsRenewed() {
        server.answers(GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD);
        sweep(2);
        server.time().pass(Duration.ofSeconds(FakeJushuitan.TOKEN_LIFE).minusHours(2));
        sweep(2);
        server.time().pass(Duration.ofSeconds(FakeJushuitan.TOKEN_LIFE).minusHours(2));
        server.answersTokenCalls(Shops.refusal(100, "refresh_token无效或已过期"));
        sweep(2);
        server.time().pass(Duration.ofSeconds(FakeJushuitan.TOKEN_LIFE));
        server.answersTokenCalls(
                Shops.tokens("access-9", "refresh-9", 0),
                Shops.tokens("access-9", "refresh-9", 1000).substring(0, 60));

        SweepReport report = sweep(2);

        assertEquals(
                List.of(
                        "getInitToken",
                        "refreshToken",
                        "refreshToken",
                        "getInitToken",
                        "getInitToken",
                        "getInitToken",
                        "getInitToken"),
                server.paths().stream()
                        .filter(path -> path.startsWith("/openWeb/auth/"))
                        .map(path -> path.substring("/openWeb/auth/".length()))
                        .toList());
        assertNothingShows(report);
    }

    @Test
    void norWhereTheTokenFileCannotBeWritten() throws Exception {
        Files.createDirectories(folder.resolve("tokens.json").resolve("in its place"));
        server.answers(GOOD);

        SweepReport report = sweep(1);

        assertTrue(seen.stream().anyMatch(text -> text.contains("JST_TOKEN_FILE")), report.toString());
        assertNothingShows(report);
    }

    /** What a library throws may quote what it was given. */
    @Test
    void norWhereTheProgramItselfFails() {
        server.answers(GOOD, GOOD);
        listener = new SweepListener() {
            @Override
            public void pageRead(String integration, int page, int records) {
                throw new IllegalStateException("cannot read " + GOOD, new IOException(PAYLOAD));
            }
        };

        SweepReport report = sweep(1);

        assertTrue(report.reason().startsWith("unexpected java.lang.IllegalStateException"), report.reason());
        assertNothingShows(report);
    }

    private SweepReport sweep(int attempts) {
        try (JushuitanApi api = server.api(attempts, folder.resolve("tokens.json"))) {
            try {
                api.page(Shops.source(), 1, new CallTally());
            } catch (OperatorException e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                seen.add(trace.toString());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            RawTopic topic = new RawTopic(Shops.integration(), Shops.ACCOUNT, kafka);
            return new Sweep(Shops.integration(), "default", api, topic, listener, server.time()).read();
        }
    }

    private void assertNothingShows(SweepReport report) {
        Set<String> secrets =
                new HashSet<>(List.of(FakeJushuitan.APP_SECRET.value(), PAYLOAD, "471100471", "access-9"));
        secrets.add(ECHO.substring(0, 32));
        secrets.add(ECHO.substring(14));
        for (FakeJushuitan.Call call : server.calls()) {
            secrets.add(call.parameter("sign"));
            secrets.add(call.parameter("access_token"));
            secrets.add(call.parameter("refresh_token"));
        }
        for (int token = 1; token <= 9; token++) {
            secrets.add("refresh-" + token);
        }
        secrets.remove("");
        seen.add(metrics.scrape());
        seen.add(report.toString());
        kafka.ledger().forEach(entry -> seen.add(FakeKafka.text(entry.value())));
        for (String text : seen) {
            secrets.forEach(secret -> assertFalse(text.contains(secret), secret + " shows in: " + text));
        }
    }

    private static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).body(PAYLOAD).build();
    }

    private static MockResponse body(String body) {
        return new MockResponse.Builder().body(body).build();
    }
}
