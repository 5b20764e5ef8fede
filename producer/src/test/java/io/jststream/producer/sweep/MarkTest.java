package io.jststream.producer.sweep;

import static io.jststream.producer.sweep.SweptShops.key;
import static io.jststream.producer.sweep.SweptShops.page;
import static io.jststream.producer.sweep.SweptShops.shop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Source.Gone;
import io.jststream.integration.Source.Gone.Deed;
import io.jststream.producer.FakeKafka;
import io.jststream.producer.Shops;
import io.jststream.producer.publish.Cursors;
import io.jststream.producer.turn.Outcome;
import io.jststream.producer.turn.SweepReport;
import io.jststream.producer.turn.SweepReport.Departed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that vanish at the source, where their rows stay and are marked. */
class MarkTest {
    private static final Gone MARKING = new Gone(Deed.MARK, 2, 100, Optional.empty());
    private static final Gone CAREFUL = new Gone(Deed.MARK, 2, 20, Optional.empty());

    @TempDir
    Path folder = Path.of("");

    private Optional<SweptShops> open = Optional.empty();

    private SweptShops shops(Gone gone) {
        SweptShops shops = new SweptShops(folder, gone);
        open = Optional.of(shops);
        return shops;
    }

    @AfterEach
    void close() {
        open.ifPresent(SweptShops::close);
    }

    @Test
    void whatIsGoneIsPublishedAsItWasLastWithTheTimeOfTheSweep() {
        SweptShops shops = shops(MARKING);
        shops.turn(1, 2, 3);
        shops.turn(page(true, 1, 2), Shops.page(false, Shops.shop(3, "改名")));
        shops.turn(1, 2);
        assertEquals(List.of(), shops.marks());

        SweepReport report = shops.turn(1, 2);

        assertEquals(new Departed(1, 0, 0), report.departed());
        assertEquals(List.of(), shops.tombstones());
        ProducerRecord<byte[], byte[]> mark = shops.marks().get(0);
        assertEquals(key(3), FakeKafka.text(mark.key()));
        assertEquals(Shops.shop(3, "改名"), FakeKafka.text(mark.value()));
        assertEquals(Long.toString(report.started().toEpochMilli()), header(mark, "jst.gone-at"));
        assertEquals(report.sweep(), header(mark, "jst.sweep"));
        assertEquals("0", header(mark, "jst.page"));
        assertEquals("default", header(mark, "jst.account"));
        assertEquals(2, shops.topic().knownKeys());
    }

    @Test
    void itIsMarkedOnceAlsoOverARestart() {
        SweptShops shops = shops(MARKING);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        shops.turn(1, 2);
        shops.restarts();

        for (int turn = 0; turn < 3; turn++) {
            assertEquals(new Departed(0, 0, 0), shops.turn(1, 2).departed());
        }

        assertEquals(1, shops.marks().size());
        assertEquals(2, shops.topic().knownKeys());
    }

    @Test
    void whatComesBackIsPublishedWithoutTheMarkAlsoWhereItsContentIsTheSame() {
        SweptShops shops = shops(MARKING);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        shops.turn(1, 2);
        shops.restarts();

        assertEquals(1, shops.turn(1, 2, 3).records().added());

        ProducerRecord<byte[], byte[]> back =
                shops.kafka().raw().get(shops.kafka().raw().size() - 1);
        assertEquals(shop(3), FakeKafka.text(back.value()));
        assertNull(back.headers().lastHeader("jst.gone-at"));
        shops.turn(1, 2);
        shops.turn(1, 2);
        assertEquals(2, shops.marks().size());
    }

    @Test
    void moreThanMayGoInOneSweepIsHeldAndAReleaseMarksIt() {
        SweptShops shops = shops(CAREFUL);
        shops.turn(1, 2, 3, 4, 5, 6);
        shops.turn(1, 2, 3, 4);
        SweepReport held = shops.turn(1, 2, 3, 4);
        assertEquals(new Departed(0, 2, 2), held.departed());
        assertTrue(held.reason().contains("nothing is marked since sweep"), held.reason());
        assertEquals(List.of(), shops.marks());
        shops.kafka().isOrdered(Cursors.order("default", "shops"), new Order(Order.Kind.RELEASE, held.sweep()).json());

        assertEquals(new Departed(2, 0, 0), shops.turn(1, 2, 3, 4).departed());

        assertEquals(
                List.of(key(5), key(6)),
                shops.marks().stream().map(mark -> FakeKafka.text(mark.key())).toList());
    }

    /** Somebody has emptied the raw topic: what the producer remembers of it is not so any more. */
    @Test
    void whatTheTopicDoesNotHoldIsNotMarkedAndTheTopicIsReadAnew() {
        SweptShops shops = shops(MARKING);
        shops.turn(1, 2, 3);
        shops.turn(1, 2);
        shops.kafka().forgetsItsRecords();

        SweepReport report = shops.turn(1, 2);

        assertEquals(Outcome.FAILED, report.outcome());
        assertTrue(report.reason().startsWith("jst.shops.raw: holds nothing of 1 records"), report.reason());
        assertEquals(2, shops.turn(1, 2).records().added());
        assertEquals(List.of(), shops.marks());
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return FakeKafka.text(record.headers().lastHeader(name).value());
    }
}
