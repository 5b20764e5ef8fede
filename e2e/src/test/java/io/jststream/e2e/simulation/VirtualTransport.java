package io.jststream.e2e.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.producer.api.Answer;
import io.jststream.producer.api.Transport;
import io.jststream.simulator.Misbehaviour;
import io.jststream.simulator.Reply;
import io.jststream.simulator.SimulatedApi;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** The network in between: answers take time, some never arrive, and the list may have moved since the last one. */
final class VirtualTransport implements Transport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final Duration TIME_OUT = Duration.ofSeconds(30);
    private static final Misbehaviour[] KINDS = Misbehaviour.values();
    private static final int LONGEST_BURST = 8;

    private final SimulatedApi api;
    private final World world;
    private final VirtualTime time;
    private final Witness witness;
    private final Fate fate;
    private final Random random;
    private final Tally tally;
    private double risk;
    private double storm;

    /** @param risk that a call is answered wrongly, or that the list has moved before it */
    VirtualTransport(
            SimulatedApi api,
            World world,
            VirtualTime time,
            Witness witness,
            Fate fate,
            long seed,
            double risk,
            Tally tally) {
        this.api = api;
        this.world = world;
        this.time = time;
        this.witness = witness;
        this.fate = fate;
        this.random = new Random(seed);
        this.risk = risk;
        this.tally = tally;
    }

    /** For so long, much more goes wrong. */
    void storm(Duration length, double share) {
        storm = share;
        time.after(length, () -> storm = 0);
        tally.count("storms of misbehaviour");
    }

    /** From now on, all is well. */
    void relent() {
        risk = 0;
        storm = 0;
        api.behave();
    }

    @Override
    public Answer post(String path, Map<String, String> parameters) throws IOException {
        fate.point("before a call");
        JsonNode biz = JSON.readTree(parameters.getOrDefault("biz", "{}"));
        boolean list = path.startsWith("/open/");
        if (list) {
            goWrong(biz);
        }
        time.pass(latency());
        if (list) {
            witness.arrived();
        }
        Reply reply = api.answer(path, parameters);
        world.takeNoteOfClosing();
        if (list) {
            witness.answered(biz, reply);
        }
        wait(reply);
        fate.point("after a call");
        if (reply.delivery() == Reply.Delivery.NEVER) {
            throw new IOException("unexpected end of stream");
        }
        return new Answer(reply.status(), reply.body(), time.instant());
    }

    private void goWrong(JsonNode biz) {
        if (random.nextDouble() < Math.max(risk, storm)) {
            Misbehaviour kind = KINDS[random.nextInt(KINDS.length)];
            int times = random.nextInt(10) == 0 ? 1 + random.nextInt(LONGEST_BURST) : 1;
            api.misbehave(kind, times);
            tally.count("misbehaviour " + kind, times);
        }
        if (biz.path("page_index").asInt() > 1 && random.nextDouble() < Math.max(risk, storm)) {
            witness.firstOfPage(biz).ifPresent(world::move);
        }
    }

    private void wait(Reply reply) throws InterruptedIOException {
        if (random.nextDouble() < Math.min(risk, 0.001)) {
            time.pass(TIME_OUT);
            tally.count("answers that never came");
            throw new InterruptedIOException("timeout");
        }
        time.pass(reply.delivery() == Reply.Delivery.LATE ? SLOW : latency());
    }

    private Duration latency() {
        return Duration.ofMillis(5 + random.nextInt(random.nextInt(20) == 0 ? 800 : 60));
    }

    @Override
    public String reason(IOException e) {
        return String.valueOf(e.getMessage());
    }

    @Override
    public void close() {}
}
