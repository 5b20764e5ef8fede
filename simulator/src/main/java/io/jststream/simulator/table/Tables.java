package io.jststream.simulator.table;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The merchant's tables besides the shops. Each is made when it is first asked for: who reads shops alone pays nothing. Thread-safe. */
public final class Tables {
    /** The names of the tables, which are those of the files that describe them. */
    public static final List<String> NAMES = List.of(
            "orders",
            "outbound",
            "refunds",
            "skus",
            "inventory",
            "warehouses",
            "logistics_companies",
            "suppliers",
            "purchases",
            "purchase_ins");

    private final int orders;
    private final long seed;
    private final InstantSource clock;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, Table> open = new HashMap<>();

    /** @param orders how many orders there are at first; some of the other tables' sizes follow from it */
    public Tables(int orders, long seed, InstantSource clock) {
        this.orders = orders;
        this.seed = seed;
        this.clock = clock;
        NAMES.forEach(name -> endpoints.put(name, Endpoint.of(name)));
    }

    /** The table's name, where a path is one of an API that lists a table. */
    public Optional<String> at(String path) {
        return NAMES.stream().filter(name -> endpoint(name).path().equals(path)).findFirst();
    }

    public Endpoint endpoint(String name) {
        Endpoint endpoint = endpoints.get(name);
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "table: found '" + name + "', expected one of " + String.join(", ", NAMES));
        }
        return endpoint;
    }

    /** The table; the one of all warehouses together where there is one for each. */
    public Table table(String name) {
        return table(name, 0);
    }

    /**
     * The rows of one warehouse. Those of all together (0) are rows of their own, not the sum of the others: nothing that reads
     * them can tell.
     */
    public synchronized Table table(String name, long wmsCoId) {
        Endpoint endpoint = endpoint(name);
        long warehouse = endpoint.perWarehouse() ? wmsCoId : 0;
        return open.computeIfAbsent(
                name + "/" + warehouse,
                key -> new Table(endpoint, endpoint.rowsFor(orders), seed + key.hashCode(), clock));
    }

    /**
     * Whether there are such rows: of a warehouse that stands in the table of warehouses, or of all together (0). What the real API
     * answers for another number is not known.
     */
    public boolean knows(Endpoint endpoint, long wmsCoId) {
        return !endpoint.perWarehouse() || wmsCoId == 0 || table("warehouses").has(Long.toString(wmsCoId));
    }

    /** Changes one row in each table that has been asked for. */
    public void changeOpen() {
        List<Table> all;
        synchronized (this) {
            all = List.copyOf(open.values());
        }
        all.forEach(Table::changeAny);
    }
}
