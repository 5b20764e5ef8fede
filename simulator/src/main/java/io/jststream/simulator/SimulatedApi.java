package io.jststream.simulator;

import io.jststream.simulator.table.Tables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A Jushuitan without a socket: what is answered to a call, by whichever way it comes, as the gateway says or as misbehaviour has
 * it, and written into the journal. Thread-safe.
 */
public final class SimulatedApi {
    // Made up, and good for nothing but this.
    private static final String APP_KEY = "5151a0c4e8f24d7b9c3e6f1a2b4d8c70";
    private static final String APP_SECRET = "51519f7e3d5c1b8a6f4e2d0c9b7a5f3e";

    private final Gateway gateway;
    private final Tokens tokens;
    private final CallLimits limits;
    private final MisbehaviourPlan plan = new MisbehaviourPlan();
    private final Journal journal = new Journal();
    private final SimulatedShops shops;
    private final Tables tables;
    private final InstantSource clock;

    SimulatedApi(SimulatorConfig config, SimulatedShops shops, Tables tables) {
        this.shops = shops;
        this.tables = tables;
        this.clock = config.clock();
        this.tokens = new Tokens(config.tokenLife(), clock, config.seed());
        this.limits = new CallLimits(config.callsPerSecond(), config.callsPerMinute(), clock);
        KeyOrder keys = new KeyOrder(config.seed());
        this.gateway = new Gateway(
                APP_KEY, APP_SECRET, tokens, limits, new ShopsQuery(shops, keys), new TableQuery(tables, keys), clock);
    }

    /** One for whoever calls it from the same process; its time is that of the configuration. */
    public static SimulatedApi open(SimulatorConfig config) {
        Tables tables = new Tables(config.orders(), config.seed(), config.clock());
        return new SimulatedApi(config, SimulatedShops.open(config), tables);
    }

    /** The answer to a form that was posted. */
    public Reply answer(String path, Map<String, String> form) {
        Instant arrived = clock.instant();
        int page = Gateway.json(form.getOrDefault("biz", "")).path("page_index").asInt(0);
        Optional<Misbehaviour> kind = path.startsWith("/open/") ? plan.next(page) : Optional.empty();
        kind.ifPresent(this::before);
        Reply regular = gateway.answer(path, form, kind.map(Move::of).orElse(Move.NONE));
        Reply reply =
                kind.map(misbehaviour -> WrongReply.of(misbehaviour, regular)).orElse(regular);
        enter(path, page, arrived, reply);
        return reply;
    }

    /** A call that is none of the API's. */
    Reply refuse(String path, Reply reply) {
        enter(path, 0, clock.instant(), reply);
        return reply;
    }

    private void enter(String path, int page, Instant arrived, Reply reply) {
        int status = reply.delivery() == Reply.Delivery.NEVER ? 0 : reply.status();
        journal.add(new Journal.Entry(arrived, path, page, status, reply.code()));
    }

    /** What goes wrong before a call is looked at. */
    private void before(Misbehaviour kind) {
        switch (kind) {
            case TOKEN_EXPIRED -> tokens.expire(false);
            case REFRESH_EXPIRED -> tokens.expire(true);
            case SHOP_CLOSED -> shops.removeFirst();
            default -> {
                // goes wrong afterwards
            }
        }
    }

    /** Another tool of the merchant makes a call: it counts like any other. */
    @SuppressWarnings("ReturnValueIgnored") // whether it is refused is that tool's business
    public void callOfAnotherTool() {
        limits.count();
    }

    public String appKey() {
        return APP_KEY;
    }

    public String appSecret() {
        return APP_SECRET;
    }

    public SimulatedShops shops() {
        return shops;
    }

    /** Orders, SKUs and the other tables besides the shops. */
    public Tables tables() {
        return tables;
    }

    public Journal journal() {
        return journal;
    }

    /** Answers the next calls of any page wrongly. */
    public void misbehave(Misbehaviour kind, int times) {
        plan.add(kind, times, MisbehaviourPlan.ANY_PAGE);
    }

    /** Forgets what was to be answered wrongly. */
    public void behave() {
        plan.clear();
    }

    MisbehaviourPlan plan() {
        return plan;
    }

    /** From now on, the application may not call this API. */
    void withhold(String path) {
        gateway.withhold(path);
    }
}
