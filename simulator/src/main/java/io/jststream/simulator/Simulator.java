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
    private final HttpServer server;
    private final ExecutorService executor;
    private final SimulatedApi api;
    private final ApiHandler handler;
    private final ShopChanges changes;
    private final Tables tables;
    private final ChangeTimer tableChanges;

    private Simulator(SimulatorConfig config, SimulatedShops shops, HttpServer server) {
        this.server = server;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "simulator");
            thread.setDaemon(true);
            return thread;
        });
        this.tables = new Tables(config.orders(), config.seed(), config.clock());
        this.changes = new ShopChanges(shops, config.changeEvery(), config.clock(), config.seed());
        this.tableChanges = new ChangeTimer("table-changes", config.changeEvery(), tables::changeOpen);
        this.api = new SimulatedApi(config, shops, tables);
        this.handler = new ApiHandler(api);
        server.createContext("/", handler);
        if (config.admin()) {
            server.createContext(
                    AdminHandler.PATH, new AdminHandler(shops, new AdminTables(tables), api.plan(), api.journal()));
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

    /** Where it is: what stands in {@code JST_BASE_URL}; as this machine sees it where it listens at all addresses. */
    public String baseUrl() {
        String host = server.getAddress().getAddress().isAnyLocalAddress()
                ? "localhost"
                : server.getAddress().getHostString();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort();
    }

    public String appKey() {
        return api.appKey();
    }

    public String appSecret() {
        return api.appSecret();
    }

    public SimulatedShops shops() {
        return api.shops();
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
        api.withhold(path);
    }

    public Journal journal() {
        return api.journal();
    }

    /** Answers the next calls of any page wrongly. */
    public void misbehave(Misbehaviour kind, int times) {
        api.misbehave(kind, times);
    }

    /** Answers the next calls of one page wrongly. */
    public void misbehave(Misbehaviour kind, int times, int page) {
        api.plan().add(kind, times, page);
    }

    /** Whether everything that was to be answered wrongly has been. */
    public boolean behaves() {
        return api.plan().isEmpty();
    }

    /** Forgets what was to be answered wrongly. */
    public void behave() {
        api.behave();
    }

    @Override
    public void close() {
        changes.close();
        tableChanges.close();
        handler.close();
        server.stop(0);
        executor.shutdownNow();
    }
}
