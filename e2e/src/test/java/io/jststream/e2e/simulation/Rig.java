package io.jststream.e2e.simulation;

import io.jststream.e2e.simulation.Fate.Crash;
import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.SweepRules;
import io.jststream.integration.Topics;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Quota;
import io.jststream.producer.poll.PollLoop;
import io.jststream.producer.poll.Timetable;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import io.jststream.producer.publish.Cursors;
import io.jststream.producer.publish.RawTopic;
import io.jststream.producer.sweep.Sweep;
import io.jststream.producer.turn.LastTurns;
import io.jststream.producer.turn.SweepListener;
import io.jststream.service.Settings;
import io.jststream.simulator.SimulatedApi;
import io.jststream.simulator.SimulatorConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One merchant, one producer and what lies between them, on one virtual time; wired as the producer's processes wire it. */
final class Rig {
    static final int PER_SECOND = 5;
    static final int PER_MINUTE = 100;

    private static final ApiSource API = ApiSource.of("http://localhost/", "app-key");
    private static final String ACCOUNT = "default";
    /** Entries of the ledger: more than are written between two repairs. */
    private static final int KEPT = 1_000;

    final Tally tally = new Tally();
    final VirtualTime time = new VirtualTime();
    final Fate fate;
    final Integration shops;
    final SimulatedApi api;
    final World world;
    final Witness witness;
    final InMemoryKafka kafka;
    final VirtualTransport transport;

    private final Path tokens;
    private final Random random;
    private final InMemoryCalls calls;
    /** The last entries of the ledger. */
    private final Deque<Entry> entries = new ArrayDeque<>();

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Entry(Instant at, byte[] value) {}

    /**
     * A merchant and a producer that has never run.
     *
     * @param risks what may go wrong, and how often
     * @param repair when everything is read anew
     * @param rules by which sweeps are judged as a whole
     */
    Rig(Size size, Risks risks, Optional<Cron> repair, SweepRules rules, long seed, Path folder) {
        this.tokens = folder.resolve("tokens-" + size.name() + "-" + seed + ".json");
        this.random = new Random(seed);
        this.shops = PagedShops.of(size.pageSize(), size.every(), repair, rules);
        this.fate = new Fate(random.nextLong(), risks.crash());
        this.api = SimulatedApi.open(SimulatorConfig.from(Settings.from(Map.of(
                        "JST_SIMULATOR_CHANGE_EVERY", "0s",
                        "JST_SIMULATOR_SHOPS", Integer.toString(size.shops()),
                        "JST_SIMULATOR_SEED", Integer.toString(random.nextInt(1_000_000)))))
                .withClock(time));
        this.world = new World(api, time, random.nextLong(), tally);
        this.witness = new Witness(
                world,
                time,
                tally,
                size.pageSize(),
                shops.source().gone(),
                shops.topics().raw());
        this.kafka = new InMemoryKafka(
                List.of(shops.topics().raw(), Topics.CURSORS),
                Topics.SWEEPS,
                this::committed,
                random.nextLong(),
                risks.commit());
        // As in all of a pipeline's life but its first minutes.
        Cursors.write(kafka.safe(), Cursors.source(ACCOUNT), API.json());
        this.calls = new InMemoryCalls(time, fate);
        this.transport = new VirtualTransport(api, world, time, witness, fate, random.nextLong(), risks.call(), tally);
    }

    /**
     * How often something goes wrong.
     *
     * @param crash of each point at which a process may die
     * @param call of each call: that it is answered wrongly; the same again that the list has moved
     * @param commit of each commit: that its answer does not arrive
     */
    record Risks(double crash, double call, double commit) {
        static final Risks NONE = new Risks(0, 0, 0);
    }

    /** A process, from its start until it dies or is told to stop; whether it died. */
    boolean process(SweepListener listener) {
        witness.processBegins();
        try (RawTopic topic = new RawTopic(shops, AccountSource.alone(ACCOUNT, API), kafka.forWhoseFateIs(fate))) {
            Quota quota = new Quota(ACCOUNT, PER_SECOND, PER_MINUTE, time, time, calls);
            JushuitanApi client = JushuitanApi.create(
                    config(), transport, quota, time, time, new Random(random.nextLong()), new SimpleMeterRegistry());
            Sweep sweep = new Sweep(shops, ACCOUNT, client, topic, listener, time);
            new PollLoop(sweep, timetable(), time).run();
            return false;
        } catch (Crash e) {
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private Timetable timetable() {
        return new Timetable(
                shops.source(),
                ACCOUNT + "/" + shops.name(),
                since -> {
                    fate.point("before reading the ledger");
                    return LastTurns.of(entries.stream()
                            .filter(entry -> entry.at().isAfter(since))
                            .map(Entry::value)
                            .toList());
                },
                time,
                time);
    }

    private void committed(List<ProducerRecord<byte[], byte[]>> records) {
        records.stream()
                .filter(record -> record.topic().equals(Topics.SWEEPS))
                .forEach(entry -> entries.addLast(new Entry(time.instant(), entry.value())));
        while (entries.size() > KEPT) {
            entries.removeFirst();
        }
        witness.committed(records);
    }

    /** The raw topic loses what it holds of a shop: it was restored from an old backup, or a person's command went wrong. */
    void lose(long shop) {
        if (witness.loses(shop)) {
            kafka.lose(shops.topics().raw(), "{\"shop_id\":" + shop + "}");
            tally.count("raw records lost");
        }
    }

    private ApiConfig config() {
        return ApiConfig.from(Settings.from(Map.of(
                "JST_APP_KEY", api.appKey(),
                "JST_APP_SECRET", api.appSecret(),
                "JST_TOKEN_FILE", tokens.toString())));
    }

    /** From now on nothing goes wrong any more. */
    void relent() {
        fate.relent();
        kafka.relent();
        transport.relent();
    }
}
