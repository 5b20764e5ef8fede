package io.jststream.simulator;

import com.sun.net.httpserver.HttpServer;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Setting;
import io.jststream.simulator.table.Tables;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Jushuitan to run against without credentials, on a port of this machine. Thread-safe. */
public final class Simulator implements AutoCloseable {
    // Made up, and good for nothing but this.
    private static final String APP_KEY = "5151a0c4e8f24d7b9c3e6f1a2b4d8c70";
    private static final String APP_SECRET = "51519f7e3d5c1b8a6f4e2d0c9b7a5f3e";

    private final HttpServer server;
    private final ExecutorService executor;
    private final ApiHandler api;
    private final SimulatedShops shops;
    private final ShopChanges changes;
    private final Tables tables;
    private final Gateway gateway;
    private final ChangeTimer tableChanges;
    private final MisbehaviourPlan plan;
    private final Journal journal = new Journal();

    private Simulator(SimulatorConfig config, SimulatedShops shops, HttpServer server) {
        this.server = server;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulator");
            thread.setDaemon(true);
            return thread;
        });
        this.shops = shops;
        this.tables = new Tables(config.orders(), config.seed(), config.clock());
        this.changes = new ShopChanges(shops, config.changeEvery(), config.clock(), config.seed());
        this.tableChanges = new ChangeTimer("table-changes", config.changeEvery(), tables::changeOpen);
        this.plan = new MisbehaviourPlan();
        Tokens tokens = new Tokens(config.tokenLife(), config.clock(), config.seed());
        KeyOrder keys = new KeyOrder(config.seed());
        this.gateway = new Gateway(
                APP_KEY,
                APP_SECRET,
                tokens,
                new CallLimits(config.callsPerSecond(), config.callsPerMinute(), config.clock()),
                new ShopsQuery(shops, keys),
                new TableQuery(tables, keys),
                config.clock());
        this.api = new ApiHandler(gateway, tokens, plan, journal, shops, config.clock());
        server.createContext("/", api);
        if (config.admin()) {
            server.createContext(AdminHandler.PATH, new AdminHandler(shops, new AdminTables(tables), plan, journal));
        }
        server.setExecutor(executor);
    }

    /** Starts to serve. */
    public static Simulator start(SimulatorConfig config) {
        // Else the JDK's server holds the end of every answer back for 40 ms. It reads this when it is first used.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        SimulatedShops shops = SimulatedShops.open(config);
        HttpServer server;
        try {
            server = HttpServer.create(config.address(), 0);
        } catch (IOException e) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT,
                    "the simulator cannot listen at " + Setting.JST_SIMULATOR_ADDRESS + "="
                            + config.address().getHostString() + ":"
                            + config.address().getPort() + " (" + e.getMessage()
                            + "); stop what uses that port or choose another, 0 for a free one",
                    e);
        }
        Simulator simulator = new Simulator(config, shops, server);
        server.start();
        return simulator;
    }

    /** Where it is: what stands in {@code JST_BASE_URL}. */
    public String baseUrl() {
        String host = server.getAddress().getHostString();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort();
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

    public ShopChanges changes() {
        return changes;
    }

    /** Orders, SKUs and the other tables besides the shops. */
    public Tables tables() {
        return tables;
    }

    /** From now on, the application may not call this API. */
    public void withhold(String path) {
        gateway.withhold(path);
    }

    public Journal journal() {
        return journal;
    }

    /** Answers the next calls of any page wrongly. */
    public void misbehave(Misbehaviour kind, int times) {
        plan.add(kind, times, MisbehaviourPlan.ANY_PAGE);
    }

    /** Answers the next calls of one page wrongly. */
    public void misbehave(Misbehaviour kind, int times, int page) {
        plan.add(kind, times, page);
    }

    @Override
    public void close() {
        changes.close();
        tableChanges.close();
        api.close();
        server.stop(0);
        executor.shutdownNow();
    }
}
