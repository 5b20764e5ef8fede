package io.jststream.producer.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jststream.integration.Integration;
import io.jststream.integration.RecordHeaders;
import io.jststream.integration.Source;
import io.jststream.integration.SweepRules;
import io.jststream.producer.FakeJushuitan;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sweeps of pages of two shops, told page by page; each begins a turn after the one before. */
final class SweptShops implements AutoCloseable {
    static final Source.Gone AFTER_TWO = new Source.Gone(2, 100);

    private final FakeJushuitan server = new FakeJushuitan();
    private final FakeKafka kafka = new FakeKafka("jst.shops.raw");
    private final List<SweepReport> reports = new ArrayList<>();
    private final JushuitanApi api;
    private Integration integration;
    private int dyingAtPage;
    private Duration timeOfAPage = Duration.ZERO;
    private RawTopic topic;
    private Sweep sweep;

    /** The end of a process that nobody catches. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    SweptShops(Path folder, Source.Gone gone) {
        this(folder, gone, SweepRules.NONE);
    }

    SweptShops(Path folder, Source.Gone gone, SweepRules rules) {
        this(folder, source -> source.withGone(gone).withRules(rules));
    }

    SweptShops(Path folder, UnaryOperator<Source> change) {
        integration = changed(change);
        api = server.api(1, folder.resolve("tokens.json"));
        topic = new RawTopic(integration, Shops.ACCOUNT, kafka);
        sweep = sweep();
    }

    private static Integration changed(UnaryOperator<Source> change) {
        Integration shops = Shops.integration(2, AFTER_TWO);
        return shops.withSource(change.apply(shops.source()));
    }

    private Sweep sweep() {
        SweepListener listener = new SweepListener() {
            @Override
            public void pageRead(String name, int page, int records) {
                server.time().pass(timeOfAPage);
                if (page == dyingAtPage) {
                    throw new Death();
                }
            }

            @Override
            public void ended(SweepReport report) {
                reports.add(report);
            }
        };
        return new Sweep(integration, "default", api, topic, listener, server.time());
    }

    /** Another process takes over. */
    void restarts() {
        topic = new RawTopic(integration, Shops.ACCOUNT, kafka);
        sweep = sweep();
    }

    /** Another process takes over, with another catalog file. */
    void restarts(UnaryOperator<Source> change) {
        integration = changed(change);
        restarts();
    }

    /** From here on, so much time passes with each page. */
    void pagesTake(Duration time) {
        timeOfAPage = time;
    }

    /** A turn in which the process dies when the last of these pages is published. */
    void diesAfter(String... answers) {
        diesAfter(Turn.Kind.USUAL, answers);
    }

    void diesAfter(Turn.Kind kind, String... answers) {
        server.time().pass(Duration.ofMinutes(5));
        server.answers(answers);
        dyingAtPage = answers.length;
        assertThrows(Death.class, () -> sweep.read(kind));
        dyingAtPage = 0;
    }

    /** A sweep less than a turn later. */
    SweepReport soon(String... answers) {
        server.time().pass(Duration.ofMinutes(1));
        server.answers(answers);
        return sweep.read();
    }

    /** A turn in which the server answers so; every answer must have been asked for. */
    SweepReport turn(String... answers) {
        server.time().pass(Duration.ofMinutes(5));
        int before = server.pageCalls().size();
        server.answers(answers);
        SweepReport report = sweep.read();
        assertEquals(answers.length, server.pageCalls().size() - before, "calls");
        return report;
    }

    /** A turn that repairs, of a list that holds these shops and stands still. */
    SweepReport repair(int... shops) {
        server.time().pass(Duration.ofMinutes(5));
        server.answers(pages(shops));
        return sweep.read(Turn.Kind.REPAIR);
    }

    /** A turn in which the list holds these shops and stands still. */
    SweepReport turn(int... shops) {
        return turn(pages(shops));
    }

    /** The pages of a list of these shops. */
    static String[] pages(int... shops) {
        int pages = Math.max(1, (shops.length + 1) / 2);
        return IntStream.range(0, pages)
                .mapToObj(page -> page(
                        page + 1 < pages, Arrays.copyOfRange(shops, 2 * page, Math.min(shops.length, 2 * page + 2))))
                .toArray(String[]::new);
    }

    static String page(boolean hasNext, int... shops) {
        return Shops.page(
                hasNext, Arrays.stream(shops).mapToObj(SweptShops::shop).toArray(String[]::new));
    }

    static String shop(int id) {
        return Shops.shop(id, "店" + id);
    }

    static String key(int id) {
        return "{\"shop_id\":" + id + "}";
    }

    static String[] both(String[] first, String... second) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(String[]::new);
    }

    /** Keys of all tombstones so far. */
    List<String> tombstones() {
        return kafka.raw().stream()
                .filter(raw -> Objects.isNull(raw.value()))
                .map(raw -> FakeKafka.text(raw.key()))
                .toList();
    }

    /** Keys, values and headers of all marks so far. */
    List<ProducerRecord<byte[], byte[]>> marks() {
        return kafka.raw().stream()
                .filter(raw -> raw.headers().lastHeader(RecordHeaders.GONE_AT) != null)
                .toList();
    }

    /** The state that Kafka holds. */
    String state() {
        return FakeKafka.text(kafka.cursors().get(kafka.cursors().size() - 1).value());
    }

    List<Outcome> outcomes() {
        return reports.stream().map(SweepReport::outcome).toList();
    }

    /** What was asked for in the last call. */
    String lastBiz() {
        return server.pageCalls().get(server.pageCalls().size() - 1).parameter("biz");
    }

    RawTopic topic() {
        return topic;
    }

    FakeKafka kafka() {
        return kafka;
    }

    FakeJushuitan server() {
        return server;
    }

    @Override
    public void close() {
        api.close();
        server.close();
    }
}
